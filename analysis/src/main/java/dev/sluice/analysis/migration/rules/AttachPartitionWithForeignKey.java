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
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction.AttachPartition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table that becomes a partition, for which other tables are locked that foreign keys connect with the partitioned one. */
public final class AttachPartitionWithForeignKey implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AttachPartitionWithForeignKey.class)
            .title("Partition attached to a table with foreign keys")
            .harm(Category.BLOCKS, Severity.MEDIUM)
            .effect(
                    "the other table, where the partition has its parent's key to it",
                    LockMode.ACCESS_EXCLUSIVE,
                    Work.NONE)
            .effect("the other table, with any other key", LockMode.SHARE_ROW_EXCLUSIVE, Work.NONE)
            .why(
                    "A foreign key that the partition has already gives way to its parent's, and takes its trigger on the other"
                            + " table along; any other one gets triggers there. The lock is short, but it queues behind"
                            + " each running query or write, and others queue behind it.")
            .instead("Set a short lock_timeout before, and try again when it runs out.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        boolean bounded = MissingLockTimeout.isBounded(step);
        for (Step.Action<AttachPartition> attach : step.actions(AttachPartition.class)) {
            others(step, attach).entrySet().stream()
                    .sorted(Comparator.comparing(Map.Entry<Name, LockMode>::getValue)
                            .reversed()
                            .thenComparing(entry -> entry.getKey().sql()))
                    .filter(other -> other.getValue().blocksReads() || !bounded)
                    .forEach(other -> findings.add(found(step, attach, other.getKey(), other.getValue())
                            .severity(other.getValue().blocksReads() && !bounded ? Severity.MEDIUM : Severity.LOW)));
        }
    }

    private static Found found(Step step, Step.Action<AttachPartition> attach, Name other, LockMode mode) {
        String message = "Takes " + (mode.blocksReads() ? "an " : "a ") + mode.sql() + " lock on " + other
                + ", which a foreign key connects with " + attach.table() + ", and blocks "
                + (mode.blocksReads() ? "reads and writes" : "writes") + " there for a moment.";
        return Found.at(attach.span(), message)
                .about(other)
                .example("SET lock_timeout = '2s';\nALTER TABLE " + attach.table() + " " + step.sql(attach.span())
                        + ";");
    }

    /** Those that are locked for which at least writers wait, but for the partition, and for the default one, which is read. */
    private static Map<Name, LockMode> others(Step step, Step.Action<AttachPartition> attach) {
        Name parent = step.before().resolve(attach.table());
        Table rest = Parts.rest(step.before(), parent);
        List<Name> parts = rest == null
                ? List.of(step.before().resolve(attach.action().partition()))
                : List.of(step.before().resolve(attach.action().partition()), rest.name());
        Map<Name, LockMode> others = new TreeMap<>(Comparator.comparing(Name::sql));
        for (TableLock lock : step.locks()) {
            // Before 12 the parent is locked so anyway.
            boolean own = lock.table().equals(parent) && lock.mode().blocksReads();
            if (lock.span().equals(attach.span())
                    && lock.mode().blocksWrites()
                    && !own
                    && !parts.contains(lock.table())) {
                others.merge(lock.table(), lock.mode(), (a, b) -> a.compareTo(b) > 0 ? a : b);
            }
        }
        return others;
    }
}
