package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.LockMode;

/** A new table whose foreign key locks a table in use. */
public final class CreateTableWithForeignKey implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(CreateTableWithForeignKey.class)
            .title("New table that refers to a table in use")
            .harm(Category.BLOCKS, Severity.LOW)
            .effect("the referenced table", LockMode.SHARE_ROW_EXCLUSIVE, Work.NONE)
            .why("Writes on the referenced table wait for the lock, which is short but queues behind each running"
                    + " write.")
            .instead("Set a short lock_timeout before, and try again when it runs out.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof CreateTable create)) {
            return;
        }
        for (TableLock lock : step.locks()) {
            // For a foreign key of its parent, CreatePartition says so.
            boolean own = !lock.span().equals(create.span());
            if (own && lock.mode() == LockMode.SHARE_ROW_EXCLUSIVE && !MissingLockTimeout.isBounded(step)) {
                String message = "Takes a SHARE ROW EXCLUSIVE lock on " + lock.table() + " for the foreign key of "
                        + create.name() + ", which blocks writes there for a moment.";
                findings.add(Found.at(lock.span(), message).about(lock.table()).example("SET lock_timeout = '2s';"));
            }
        }
    }
}
