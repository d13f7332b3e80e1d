package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.References;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;

/** A partition that is detached from a table to which foreign keys refer. */
public final class DetachReferencedPartition implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DetachReferencedPartition.class)
            .title("Partition detached while foreign keys refer to its parent")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the table that refers", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
            .effect("the table that refers, with CONCURRENTLY", LockMode.SHARE, Work.SCAN)
            .why("PostgreSQL looks in every table with a foreign key to the partitioned one for rows that refer to the"
                    + " partition, and refuses where there is one. Whoever writes there waits, without CONCURRENTLY also"
                    + " whoever reads.")
            .instead("Delete the rows that refer, drop the foreign key, detach, and add it again as NOT VALID where"
                    + " PostgreSQL can, else use a window without traffic.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.DetachPartition> detach : step.actions(TableAction.DetachPartition.class)) {
            boolean weaker = detach.action().concurrently() || detach.action().finish();
            for (Name owner : new References(step.before(), detach.table()).owners()) {
                String message = "Looks in all of " + owner + " for rows that refer to "
                        + detach.action().partition() + ", under "
                        + (weaker
                                ? "a SHARE lock, which blocks writes."
                                : "an ACCESS EXCLUSIVE lock, which blocks reads and writes.");
                findings.add(Found.at(detach.span(), message).about(owner));
            }
        }
    }
}
