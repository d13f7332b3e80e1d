package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.Name;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What becomes of a partition that is no longer one: it keeps columns and indexes, its parts of those of the tables above it. */
final class DetachedPartition {

    private final Schema schema;
    private Table table;

    DetachedPartition(Schema schema, Table part) {
        this.schema = schema;
        this.table = Parts.withParents(schema, part).indexes(part.indexesByName());
        Set<Name> seen = new HashSet<>();
        Name parent = part.partitionOf();
        while (parent != null && seen.add(parent)) {
            Table above = schema.tableOrUnknown(parent);
            above.indexes().forEach(index -> keep(above, index));
            table = filled(table, above);
            parent = above.partitionOf();
        }
    }

    /** Into which of its partitions rows go is not known. */
    private static Table filled(Table part, Table above) {
        Origin made = part.origin();
        boolean since = made != null && above.filledIn() > 0 && above.filledIn() >= made.transaction();
        return since && !part.filled() ? part.fill(above.large(), above.filledIn()) : part;
    }

    /** What it has as long as it is a partition, its indexes and keys under names of its own. */
    Table whole() {
        return table;
    }

    /** Without an identity: from version 17 on that was the parent's, and before a partition hardly ever has one. */
    Table table() {
        Table alone = table.partOf(null, false);
        for (Column column : alone.columns()) {
            alone = column.generation() == Generation.IDENTITY ? alone.with(column.identity(false)) : alone;
        }
        return alone;
    }

    private void keep(Table above, Index index) {
        if (table.indexes().stream().anyMatch(own -> isAlike(own, index))) {
            return;
        }
        TableConstraint known = above.constraint(index.name());
        Constraint constraint = known == null ? null : known.constraint();
        boolean primary = constraint instanceof Constraint.Unique unique && unique.primaryKey();
        String label = !index.constraint() ? "idx" : index.unique() ? "key" : "excl";
        String name = MadeName.of(
                table.name().name(),
                primary ? List.of() : MadeName.columns(index.keys(), index.include()),
                primary ? "pkey" : label,
                taken -> table.indexesByName().containsKey(taken)
                        || schema.hasRelation(table.name().sibling(taken)));
        table = table.with(index.renamed(name));
        if (known != null) {
            table = table.with(new TableConstraint(name, known.constraint(), known.valid()));
        }
    }

    private static boolean isAlike(Index own, Index other) {
        boolean keys = own.keys().equals(other.keys()) && own.include().equals(other.include());
        String where = own.where() == null ? "" : own.where().text();
        return keys
                && own.unique() == other.unique()
                && own.method().equals(other.method())
                && where.equals(other.where() == null ? "" : other.where().text());
    }
}
