package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;

/** A CHECK on a table in use that is held against each row while everybody waits. */
public final class AddCheckWithoutNotValid implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AddCheckWithoutNotValid.class)
            .title("CHECK that is checked under an exclusive lock")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
            .why("PostgreSQL reads the whole table to see that each row satisfies it. Reads and writes wait"
                    + " meanwhile.")
            .instead("Add it NOT VALID, which holds the lock for a moment, and validate it in another transaction,"
                    + " which blocks neither reads nor writes.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AddConstraint> add :
                ConstraintRefusal.without(step, TableAction.AddConstraint.class)) {
            if (add.action().constraint() instanceof Constraint.Check check && !check.notValid() && check.enforced()) {
                String message = "Checks each row of " + add.table()
                        + " under an ACCESS EXCLUSIVE lock, which blocks reads and writes.";
                findings.add(
                        Found.at(add.span(), message).about(add.table()).example(example(step, add.table(), check)));
            }
        }
    }

    static String example(Step step, Name table, Constraint.Check check) {
        String name = check.name() == null ? Name.made(table.name(), "check") : check.name();
        return NotValidFirst.sql(table, name, BareColumn.unnamed(step, check));
    }
}
