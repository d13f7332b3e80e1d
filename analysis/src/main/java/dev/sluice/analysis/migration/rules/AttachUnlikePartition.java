package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.PartitionIndexes;
import dev.sluice.analysis.lock.References;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Index;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.schema.TableConstraint;
import dev.sluice.analysis.statement.Constraint.ForeignKey;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction.AttachPartition;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table that becomes a partition and lacks indexes or foreign keys of its parent, which it is given while it is locked. */
public final class AttachUnlikePartition implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(AttachUnlikePartition.class)
            .title("Partition attached that lacks an index or a foreign key of its parent")
            .harm(Category.BLOCKS, Severity.HIGH)
            .effect("the new partition", LockMode.ACCESS_EXCLUSIVE, Work.INDEX_BUILD)
            .effect("the new partition, where only a foreign key is missing", LockMode.ACCESS_EXCLUSIVE, Work.SCAN)
            .why(
                    "PostgreSQL makes what is missing as it attaches: each index is built, also where the table has the like"
                            + " without a constraint of the same kind, each foreign key looked up for all"
                            + " rows. Reads and writes of the table wait meanwhile.")
            .instead(
                    "Build the same indexes with CONCURRENTLY, make those of primary keys and unique constraints constraints of the"
                            + " same kind with USING INDEX, and add the foreign keys as NOT VALID and validate them,"
                            + " before the table is attached.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<AttachPartition> attach : step.actions(AttachPartition.class)) {
            Table parent = step.table(attach.table());
            Name name = attach.action().partition();
            Table child = step.table(name);
            List<Index> indexes = PartitionIndexes.lacking(parent, child);
            List<TableConstraint> keys = parent.constraints().stream()
                    .filter(key -> key.constraint() instanceof ForeignKey wanted
                            && !References.has(step.before(), child, wanted))
                    .toList();
            boolean refused = AttachRefusedPartition.isRefused(step, attach);
            if (!refused && (!indexes.isEmpty() || !keys.isEmpty())) {
                String built = indexes.stream().map(Index::name).sorted().collect(Collectors.joining(", "));
                String looked =
                        keys.stream().map(TableConstraint::name).sorted().collect(Collectors.joining(", "));
                String what = (built.isEmpty() ? "" : "Builds on " + name + " what it lacks of " + built)
                        + (built.isEmpty() || looked.isEmpty() ? "" : ", and l")
                        + (looked.isEmpty() ? "" : (built.isEmpty() ? "L" : "") + "ooks up each row for " + looked);
                findings.add(Found.at(
                                attach.span(),
                                what + ", under an ACCESS EXCLUSIVE lock on " + name + ", which blocks reads and writes"
                                        + (child.complete() ? "." : "; what indexes and keys it has is not known."))
                        .severity(severity(child))
                        .about(name)
                        .example(example(step, name, child, parent, indexes)));
            }
        }
    }

    /** What these migrations make after another table, as LIKE does, mostly has the same indexes. */
    private static Severity severity(Table child) {
        if (child.complete()) {
            return Severity.HIGH;
        }
        return child.origin() == null ? Severity.MEDIUM : Severity.LOW;
    }

    private static String example(Step step, Name name, Table child, Table parent, List<Index> indexes) {
        return indexes.stream()
                .map(index -> make(step, name, child, index, PartitionIndexes.kind(parent, index)))
                .collect(Collectors.joining("\n"));
    }

    private static String make(Step step, Name table, Table child, Index wanted, @Nullable String kind) {
        if (kind == null || kind.isEmpty()) {
            return create(step, table, wanted);
        }
        Index there = PartitionIndexes.unconstrained(child, wanted);
        return (there == null ? create(step, table, wanted) + "\n" : "") + "ALTER TABLE " + table + " ADD CONSTRAINT "
                + made(table, wanted) + " " + kind + " USING INDEX "
                + (there == null ? made(table, wanted) : Name.quoted(there.name())) + ";";
    }

    private static String create(Step step, Name table, Index index) {
        String keys = index.keys().stream()
                .map(key -> (key.column() ? Name.quoted(key.text()) : key.text())
                        + (key.operators().isEmpty() ? "" : " " + Name.quoted(key.operators())))
                .collect(Collectors.joining(", "));
        String include = index.include().stream().map(Name::quoted).collect(Collectors.joining(", "));
        String unique = index.unique() ? "UNIQUE " : "";
        String what = (index.method().equals("btree") ? "" : "USING " + Name.quoted(index.method()) + " ")
                + "(" + keys + ")"
                + (include.isEmpty() ? "" : " INCLUDE (" + include + ")")
                + (index.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "")
                + (index.where() == null ? "" : " WHERE " + index.where().text());
        return step.isPartitioned(table)
                ? ConcurrentIndex.byPartition(step, table, unique, Name.made(table.name(), index.name()), what)
                : "CREATE " + unique + "INDEX CONCURRENTLY " + made(table, index) + " ON " + table + " " + what + ";";
    }

    private static String made(Name table, Index index) {
        return Name.quoted(Name.made(table.name(), index.name()));
    }
}
