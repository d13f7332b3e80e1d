package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.finding.VersionRange;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.TableAction;

/** A partition that is detached while everybody waits for the whole table. */
public final class DetachPartitionWithoutConcurrently implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DetachPartitionWithoutConcurrently.class)
            .title("Partition detached under an exclusive lock")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the partitioned table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .effect("the partition", LockMode.ACCESS_EXCLUSIVE, Work.NONE, VersionRange.since(14))
            .effect("the partition", LockMode.SHARE_UPDATE_EXCLUSIVE, Work.NONE, VersionRange.upTo(13))
            .why("The lock is short, but it queues behind each running query on the whole partitioned table, and"
                    + " everybody queues behind it.")
            .instead("From PostgreSQL 14 on detach it CONCURRENTLY, outside of a transaction; before, or where there is"
                    + " a default partition, use a short lock_timeout and try again.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.DetachPartition> detach : step.actions(TableAction.DetachPartition.class)) {
            if (detach.action().concurrently() || detach.action().finish()) {
                continue;
            }
            boolean can = step.version().isAtLeast(14) && Parts.rest(step.before(), detach.table()) == null;
            String message = "Detaches " + detach.action().partition() + " under an ACCESS EXCLUSIVE lock on "
                    + detach.table() + ", which blocks reads and writes of all its partitions.";
            String plain = "ALTER TABLE " + detach.table() + " DETACH PARTITION "
                    + detach.action().partition();
            findings.add(Found.at(detach.span(), message)
                    .severity(can ? Severity.HIGH : Severity.MEDIUM)
                    .about(detach.table())
                    .example(can ? plain + " CONCURRENTLY;" : "SET lock_timeout = '2s';\n" + plain + ";"));
        }
    }
}
