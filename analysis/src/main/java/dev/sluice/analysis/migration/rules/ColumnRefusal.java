package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.ColumnUse;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That PostgreSQL refuses to add, drop, rename or change a column, since other tables are tied to it.
 *
 * @param reason why, as the rest of a sentence about the column
 * @param table where the same would be done instead; null where nothing like it is possible
 */
record ColumnRefusal(String reason, @Nullable Name table) {

    private static final int DEEPEST = 100;

    /** Null where none is known. */
    static @Nullable ColumnRefusal of(Step step, AlterTable alter, TableAction action) {
        String column = column(action);
        Table table = step.table(alter.table());
        if (column == null || isDone(table, action)) {
            return null;
        }
        Table above = owner(step.before(), table, column);
        boolean part = table.partitionOf() != null;
        if (above != null
                && (part ? isOfParts(table, above, column, action) : !(action instanceof TableAction.AddColumn))) {
            String reason = action instanceof TableAction.AddColumn
                    ? ", which is a partition of " + table.partitionOf() + " and has no columns of its own"
                    : ", which has it from " + above.name();
            return new ColumnRefusal(reason, above.name());
        }
        boolean perhaps =
                action instanceof TableAction.DropColumn drop && drop.ifExists() && table.column(column) == null;
        if (alter.only() && !perhaps && isPassedOn(step.before(), table, action)) {
            return new ColumnRefusal(", but of none of the tables that have it from there", alter.table());
        }
        boolean gone = action instanceof TableAction.AlterType || action instanceof TableAction.DropColumn;
        Table keyed = gone ? keyed(step, table, column) : null;
        return keyed == null
                ? null
                : new ColumnRefusal(", which is a part of the partition key of " + keyed.name(), null);
    }

    /** Whether a column is a part of the partition key of a table, or of one below it, and so can neither change nor go. */
    static boolean isKey(Step step, Table table, String column) {
        return keyed(step, table, column) != null;
    }

    private static boolean isDone(Table table, TableAction action) {
        return action instanceof TableAction.AddColumn add
                && add.ifNotExists()
                && table.column(add.column().name()) != null;
    }

    private static @Nullable String column(TableAction action) {
        if (action instanceof TableAction.AddColumn add) {
            return add.column().name();
        }
        if (action instanceof TableAction.DropColumn drop) {
            return drop.column();
        }
        if (action instanceof TableAction.RenameColumn rename) {
            return rename.column();
        }
        return action instanceof TableAction.AlterType type ? type.column() : null;
    }

    /** A partition has the columns of its table and no others. */
    private static boolean isOfParts(Table table, Table above, String column, TableAction action) {
        boolean perhaps = action instanceof TableAction.DropColumn drop && drop.ifExists();
        return !perhaps || table.column(column) != null || above.column(column) != null;
    }

    private static boolean isPassedOn(Schema schema, Table table, TableAction action) {
        // What only inherits keeps a column that is dropped above it.
        boolean kept = action instanceof TableAction.DropColumn && !table.partitioned();
        return !kept && !Parts.of(schema, table).isEmpty();
    }

    /** The topmost table from which it has the column: that of a partition, or one that is known to have it; null for none. */
    private static @Nullable Table owner(Schema schema, Table table, String column) {
        Table owner = null;
        boolean part = table.partitionOf() != null;
        Table above = Parts.above(schema, table);
        for (int i = 0; i < DEEPEST && above != null; i++) {
            owner = part || above.column(column) != null ? above : owner;
            part = above.partitionOf() != null;
            above = Parts.above(schema, above);
        }
        return owner;
    }

    private static @Nullable Table keyed(Step step, Table table, String column) {
        return Stream.concat(
                        Stream.of(table),
                        Parts.below(step.before(), table).stream().map(step::table))
                .filter(one -> one.partitionKey().stream()
                        .anyMatch(part -> part.contains("(") ? ColumnUse.in(part, column) : part.equals(column)))
                .findFirst()
                .orElse(null);
    }
}
