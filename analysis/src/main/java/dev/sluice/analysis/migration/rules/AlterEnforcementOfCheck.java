package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.finding.VersionRange;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;

/** A constraint that is no foreign key, and is to be enforced from now on, or no more. */
public final class AlterEnforcementOfCheck implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AlterEnforcementOfCheck.class)
            .title("Enforcement of a constraint that is no foreign key")
            .harm(Category.FAILS, Severity.HIGH)
            .versions(VersionRange.since(18))
            .why("PostgreSQL changes the enforcement of foreign keys alone, and refuses it for a CHECK.")
            .instead("Drop the CHECK, add it again as NOT VALID, and validate it in another transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AlterConstraint> alter : step.actions(TableAction.AlterConstraint.class)) {
            TableConstraint known =
                    step.table(alter.table()).constraint(alter.action().constraint());
            if (alter.action().enforced() == null
                    || known == null
                    || known.constraint() instanceof Constraint.ForeignKey) {
                continue;
            }
            Found found = Found.at(
                            alter.span(),
                            "Constraint " + alter.action().constraint() + " of " + alter.table()
                                    + " is no foreign key, so the server refuses to change whether it is enforced.")
                    .about(alter.table());
            findings.add(
                    known.constraint() instanceof Constraint.Check check
                            ? found.example(example(alter.table(), alter.action(), check))
                            : found);
        }
    }

    private static String example(Name table, TableAction.AlterConstraint alter, Constraint.Check check) {
        String name = Name.quoted(alter.constraint());
        boolean enforced = Boolean.TRUE.equals(alter.enforced());
        String again = "ALTER TABLE " + table + " DROP CONSTRAINT " + name + ", ADD CONSTRAINT " + name + " CHECK ("
                + check.condition().text() + ")" + (enforced ? " NOT VALID;" : " NOT ENFORCED;");
        return enforced
                ? again + "\n-- in another transaction:\nALTER TABLE " + table + " VALIDATE CONSTRAINT " + name + ";"
                : again;
    }
}
