package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.finding.VersionRange;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction.AlterConstraint;
import java.util.List;

/** A NOT NULL that holds for what inherits from its table, too, from now on. */
public final class InheritNotNull implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(InheritNotNull.class)
            .title("NOT NULL that is passed on to the tables that inherit")
            .harm(Category.BLOCKS, Severity.HIGH)
            .versions(VersionRange.since(18))
            .effect("the table that inherits", LockMode.ACCESS_EXCLUSIVE, Work.SCAN, VersionRange.since(18))
            .why(
                    "PostgreSQL reads each table that inherits to see that no row holds a null. Reads and writes of it, and of"
                            + " the table itself, wait meanwhile, and it fails at the first null.")
            .instead(
                    "Give each table that inherits a NOT NULL of its own first, as NOT VALID, and validate it in another"
                            + " transaction.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<AlterConstraint> alter : step.actions(AlterConstraint.class)) {
            if (!Boolean.TRUE.equals(alter.action().inherit())) {
                continue;
            }
            List<TableLock> heirs = step.locks().stream()
                    .filter(lock -> lock.span().equals(alter.span())
                            && !lock.table().equals(step.before().resolve(alter.table())))
                    .toList();
            for (TableLock heir : heirs) {
                if (heir.work() == Work.SCAN) {
                    findings.add(Found.at(alter.span(), "Reads all of " + heir.table() + held())
                            .about(heir.table())
                            .example(example(
                                    step.table(alter.table()),
                                    heir.table(),
                                    alter.action().constraint())));
                }
            }
            if (heirs.isEmpty() && step.table(alter.table()).mayHaveHeirs()) {
                findings.add(Found.at(alter.span(), "Reads each table that inherits from " + alter.table() + held())
                        .severity(Severity.MEDIUM)
                        .about(alter.table()));
            }
        }
    }

    private static String held() {
        return " for nulls under an ACCESS EXCLUSIVE lock, which blocks reads and writes.";
    }

    private static String example(Table parent, Name table, String constraint) {
        String name = Name.quoted(constraint);
        TableConstraint known = parent.constraint(constraint);
        String column = known != null && known.constraint() instanceof Constraint.NotNull notNull
                ? Name.quoted(notNull.column())
                : "/* its column */";
        return "ALTER TABLE " + table + " ADD CONSTRAINT " + name + " NOT NULL " + column + " NOT VALID;\n"
                + "-- in another transaction:\nALTER TABLE " + table + " VALIDATE CONSTRAINT " + name + ";";
    }
}
