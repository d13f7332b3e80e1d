package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Domain;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;

/** A new column of a domain with a constraint, to which each existing row is held. */
public final class AddColumnOfConstrainedDomain implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddColumnOfConstrainedDomain.class)
            .title("New column of a domain with a constraint")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.REWRITE)
            .why("PostgreSQL holds each row to the domain's constraint, even when the column is null everywhere,"
                    + " and writes the table and all its indexes anew to do so. Reads and writes wait meanwhile.")
            .instead("Add the column with the domain's base type, and the constraint as a CHECK that is NOT VALID"
                    + " first.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddColumn> add : step.actions(TableAction.AddColumn.class)) {
            DataType type = add.action().column().type();
            Name name = type.asName();
            Domain domain = step.before().domain(name);
            if (domain != null && domain.constrained() && type.dimensions() == 0) {
                String column = Name.quoted(add.action().column().name());
                String constraint = Name.quoted(Name.made(add.table().name(), column, "check"));
                String message =
                        "Writes all of " + add.table() + " anew under an ACCESS EXCLUSIVE lock to hold each row to the"
                                + " constraint of domain " + name + ".";
                findings.add(Found.at(type.span(), message)
                        .about(add.table())
                        .example("ALTER TABLE " + add.table() + " ADD COLUMN " + column + " "
                                + domain.type().sql() + ";\n"
                                + "ALTER TABLE " + add.table() + " ADD CONSTRAINT " + constraint
                                + " CHECK (" + column + " IS NULL /* or the domain's condition */) NOT VALID;\n"
                                + "-- in another transaction:\n"
                                + "ALTER TABLE " + add.table() + " VALIDATE CONSTRAINT " + constraint + ";"));
            }
        }
    }
}
