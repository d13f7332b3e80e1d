package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.TableAction;

/** A table that gets another owner. */
public final class ChangeOwner implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ChangeOwner.class)
            .title("Table that gets another owner")
            .harm(Category.COMPATIBILITY, Severity.LOW)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("Who had rights as the owner has none any more, and row level security holds for it. The lock is"
                    + " short, but everybody queues behind it.")
            .instead("Grant what the old owner still needs, and set a short lock_timeout before.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.OwnerTo> change : step.actions(TableAction.OwnerTo.class)) {
            String message =
                    "Gives " + change.table() + " to " + change.action().owner()
                            + " under an ACCESS EXCLUSIVE lock, which is short but blocks reads and writes.";
            findings.add(Found.at(change.span(), message).about(change.table()).example("SET lock_timeout = '2s';"));
        }
    }
}
