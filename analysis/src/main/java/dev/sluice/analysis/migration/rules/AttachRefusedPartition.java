package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.PartitionIndexes;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.CreateIndex;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction.AttachPartition;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A partition with a primary key or an identity of its own. */
public final class AttachRefusedPartition implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AttachRefusedPartition.class)
            .title("Partition attached with another primary key, or with an identity")
            .harm(Category.FAILS, Severity.HIGH)
            .why(
                    "A partition is given the primary key of the partitioned table, and a table has one at most. From PostgreSQL"
                            + " 17 on, its identity columns have to be those of the partitioned table. PostgreSQL refuses"
                            + " the statement. The migration fails.")
            .instead(
                    "Give it the primary key of the partitioned table first, by an index that is built with CONCURRENTLY,"
                            + " and drop the identity: the rows get their numbers from the partitioned table then.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<AttachPartition> attach : step.actions(AttachPartition.class)) {
            Name partition = attach.action().partition();
            Index wanted = wantedKey(step, attach);
            Index own = key(step.table(partition));
            if (wanted != null && own != null) {
                String message = "Attaches " + partition + ", whose primary key " + own.name() + " is not that of "
                        + attach.table() + ": PostgreSQL refuses it.";
                findings.add(Found.at(attach.span(), message).example(rekey(partition, own, wanted)));
            }
            for (String column : identities(step, attach)) {
                String message = "Attaches " + partition + ", whose column " + column
                        + " is an identity: PostgreSQL refuses it from version 17 on.";
                findings.add(Found.at(attach.span(), message)
                        .example("SET lock_timeout = '2s';\nALTER TABLE " + partition + " ALTER COLUMN "
                                + Name.quoted(column) + " DROP IDENTITY;"));
            }
        }
    }

    /** Whether PostgreSQL refuses it without a look at the rows, for this or for columns that may be null. */
    static boolean isRefused(Step step, Step.Action<AttachPartition> attach) {
        return !AttachNullablePartition.nullable(step, attach).isEmpty()
                || !identities(step, attach).isEmpty()
                || (wantedKey(step, attach) != null
                        && key(step.table(attach.action().partition())) != null);
    }

    private static List<String> identities(Step step, Step.Action<AttachPartition> attach) {
        return !step.version().isAtLeast(17)
                ? List.of()
                : step.table(attach.action().partition()).columns().stream()
                        .filter(column -> column.generation() == Generation.IDENTITY)
                        .map(Column::name)
                        .sorted()
                        .toList();
    }

    /** The primary key that the partition would be given; null where it has it, or none is known. */
    private static @Nullable Index wantedKey(Step step, Step.Action<AttachPartition> attach) {
        Table parent = step.table(attach.table());
        Index key = key(parent);
        return key != null
                        && PartitionIndexes.lacking(
                                        parent, step.table(attach.action().partition()))
                                .contains(key)
                ? key
                : null;
    }

    private static @Nullable Index key(Table table) {
        return table.indexes().stream()
                .filter(index -> "PRIMARY KEY".equals(PartitionIndexes.kind(table, index)))
                .findFirst()
                .orElse(null);
    }

    private static String rekey(Name partition, Index own, Index wanted) {
        String index = Name.quoted(Name.made(partition.name(), wanted.name()));
        String columns = wanted.keys().stream()
                .map(CreateIndex.Key::text)
                .map(Name::quoted)
                .collect(Collectors.joining(", "));
        String include = wanted.include().isEmpty()
                ? ""
                : wanted.include().stream().map(Name::quoted).collect(Collectors.joining(", ", " INCLUDE (", ")"));
        return "CREATE UNIQUE INDEX CONCURRENTLY " + index + " ON " + partition + " (" + columns + ")" + include
                + ";\n-- behind the drop of foreign keys that refer to the old one:\nSET lock_timeout = '2s';\n"
                + "ALTER TABLE " + partition + " DROP CONSTRAINT " + Name.quoted(own.name()) + ", ADD CONSTRAINT "
                + index + " PRIMARY KEY USING INDEX " + index + ";";
    }
}
