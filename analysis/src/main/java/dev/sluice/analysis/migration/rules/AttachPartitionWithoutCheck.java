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
import dev.sluice.analysis.schema.ColumnUse;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.List;

/** A table that becomes a partition and is read for it while it is locked. */
public final class AttachPartitionWithoutCheck implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AttachPartitionWithoutCheck.class)
            .title("Partition attached without a CHECK that proves its rows")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the new partition", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
            .effect("the partitioned table", LockMode.ACCESS_EXCLUSIVE, Work.NONE, VersionRange.upTo(11))
            .effect("the partitioned table", LockMode.SHARE_UPDATE_EXCLUSIVE, Work.NONE, VersionRange.since(12))
            .why("PostgreSQL reads the whole new partition to see that its rows belong there. Reads and writes of"
                    + " it wait meanwhile.")
            .instead("Give it a CHECK with the bounds of the partition first, NOT VALID, validate that in another"
                    + " transaction, attach, and drop the CHECK.")
            .build();

    private static final String OTHERS =
            ", unless its CHECK rules out each row that another partition takes, and a null key if one takes that";

    private static final String OF_HASH =
            "No CHECK says what a hash says of rows: attach it while it is empty, and fill it"
                    + " through the partitioned table.";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.AttachPartition> attach : step.actions(TableAction.AttachPartition.class)) {
            Name partition = attach.action().partition();
            PartProof proof = PartProof.of(step.table(partition), step.table(attach.table()), step.sql(attach.span()));
            // What is refused reads nothing.
            boolean refused = AttachRefusedPartition.isRefused(step, attach);
            if (proof != PartProof.GIVEN && !refused) {
                // What the other partitions take is not known here, so neither is what the CHECK says of it.
                boolean ruled = attach.action().asDefault() && mayRuleOut(step, partition, attach.table());
                String message = "Reads all of " + partition
                        + " under an ACCESS EXCLUSIVE lock, which blocks reads and writes, to see that its rows belong"
                        + " there" + (ruled ? OTHERS : doubt(proof)) + ".";
                Found found = Found.at(attach.span(), message)
                        .severity(ruled || proof == PartProof.UNLESS_NULL ? Severity.MEDIUM : Severity.HIGH)
                        .about(partition);
                if (BoundsCheck.isHash(step.sql(attach.span()))) {
                    findings.add(found.instead(OF_HASH));
                    continue;
                }
                findings.add(found.example(example(step, attach)));
            }
        }
    }

    /** The bounds as a CHECK, and the statement behind it. */
    static String example(Step step, Step.Action<TableAction.AttachPartition> attach) {
        Name partition = attach.action().partition();
        String clause = step.sql(attach.span());
        String attaches = "ALTER TABLE " + attach.table() + " " + clause + ";";
        String condition = BoundsCheck.within(step.table(attach.table()), clause);
        if (condition == null) {
            return "-- first a CHECK on " + partition + " with the bounds, by which no part of the key is null either:"
                    + " as NOT VALID,\n-- and validated in another transaction; then:\n" + attaches;
        }
        return NotValidFirst.sql(partition, name(partition), "CHECK (" + condition + ")") + "\n"
                + "-- in a third one:\n" + attaches + "\n"
                + "ALTER TABLE " + partition + " DROP CONSTRAINT " + Name.quoted(name(partition)) + ";";
    }

    private static String name(Name partition) {
        return Name.made(partition.name(), "bounds");
    }

    /** Whether a CHECK on the key holds for all rows. */
    private static boolean mayRuleOut(Step step, Name partition, Name parent) {
        List<String> key = step.table(parent).partitionKey();
        return step.table(partition).constraints().stream()
                .anyMatch(known -> known.valid()
                        && known.constraint() instanceof Constraint.Check check
                        && key.stream()
                                .anyMatch(
                                        column -> ColumnUse.in(check.condition().text(), column)));
    }

    private static String doubt(PartProof proof) {
        return switch (proof) {
            case NULLABLE -> ": its CHECK does not rule out that the key is null";
            case UNLESS_NULL -> ", unless its key is NOT NULL, which is not known: its CHECK does not rule nulls out";
            case GIVEN, NONE -> "";
        };
    }
}
