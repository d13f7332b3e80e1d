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

/** A change of what logical replication sends of old rows. */
public final class ChangeReplicaIdentity implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ChangeReplicaIdentity.class)
            .title("Replica identity that is changed")
            .harm(Category.COMPATIBILITY, Severity.LOW)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("Subscribers get other old values than before: with NOTHING an UPDATE or DELETE of a published"
                    + " table fails. The lock is short, but everybody queues behind it.")
            .instead("See what the subscribers need, and set a short lock_timeout before.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.ReplicaIdentity> change : step.actions(TableAction.ReplicaIdentity.class)) {
            String message = "Changes the replica identity of " + change.table()
                    + " under an ACCESS EXCLUSIVE lock, which is short but blocks reads and writes.";
            findings.add(Found.at(change.span(), message).about(change.table()).example("SET lock_timeout = '2s';"));
        }
    }
}
