package dev.sluice.analysis.schema;

import dev.sluice.analysis.statement.ColumnDefinition.Generation;
import dev.sluice.analysis.statement.Constraint;
import dev.sluice.analysis.statement.CreateTable;
import dev.sluice.analysis.statement.DataType;
import org.jspecify.annotations.Nullable;

/** What {@code CREATE TABLE … (LIKE …)} takes from a table as it is then; the two have nothing to do with each other later. */
final class CopiedTable {

    private final Schema schema;
    private final Table source;
    private final Origin origin;

    /** A partition gives what it has of its parents like its own, from version 17 on their identity too. */
    static CopiedTable of(Schema schema, Table source, Origin origin) {
        Table whole = source.partitionOf() == null ? source : new DetachedPartition(schema, source).whole();
        return new CopiedTable(schema, whole, origin);
    }

    private CopiedTable(Schema schema, Table source, Origin origin) {
        this.schema = schema;
        this.source = source;
        this.origin = origin;
    }

    /** The new table with that, under the names that the server makes. */
    Table into(Table table, CreateTable.Copied copied) {
        Table after = table;
        for (Column column : source.columns()) {
            after = after.with(column(column, copied));
        }
        if (copied.indexes()) {
            for (Index index : source.indexes()) {
                after = indexed(after, index);
            }
        }
        return after;
    }

    /** A default of a serial column goes on counting with the sequence of the source. */
    private Column column(Column column, CreateTable.Copied copied) {
        DataType type = column.type() == null ? null : column.type().withoutSequence();
        return new Column(
                column.name(),
                type,
                column.notNull(),
                copied.defaults() && column.hasDefault(),
                copied.defaults() ? column.defaultValue() : null,
                copied.identity() && column.generation() == Generation.IDENTITY ? Generation.IDENTITY : Generation.NONE,
                column.collation(),
                origin);
    }

    private Table indexed(Table table, Index index) {
        TableConstraint known = source.constraint(index.name());
        @Nullable Constraint constraint = known == null ? null : known.constraint();
        if (constraint instanceof Constraint.Unique unique) {
            return new TableConstraints(schema, table, origin)
                    .add(new Constraint.Unique(
                            unique.span(),
                            null,
                            unique.primaryKey(),
                            index.columns(),
                            index.include(),
                            index.nullsNotDistinct(),
                            null));
        }
        if (index.constraint() || !index.valid()) {
            return table;
        }
        String name = MadeName.of(
                table.name().name(),
                MadeName.columns(index.keys(), index.include()),
                "idx",
                taken -> table.indexesByName().containsKey(taken)
                        || schema.hasRelation(table.name().sibling(taken)));
        return table.with(new Index(
                name,
                index.unique(),
                index.nullsNotDistinct(),
                index.method(),
                index.keys(),
                index.include(),
                index.where(),
                false,
                true,
                origin));
    }
}
