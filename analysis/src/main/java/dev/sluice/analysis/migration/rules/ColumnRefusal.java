package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.ColumnUse;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * That PostgreSQL refuses to add, drop, rename or change a column, since other tables are tied to it.
 *
 * @param reason why, as the rest of a sentence about the column
 * @param table where the same would be done instead; null where nothing like it is possible
 */
record ColumnRefusal(String reason, @Nullable Name table) {

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
            // What comes from two tables cannot be changed in either.
            boolean several = Parts.above(step.before(), table).stream()
                            .filter(one -> one.column(column) != null)
                            .count()
                    > 1;
            return new ColumnRefusal(reason, several ? null : above.name());
        }
        boolean perhaps =
                action instanceof TableAction.DropColumn drop && drop.ifExists() && table.column(column) == null;
        if (alter.only() && !perhaps && isPassedOn(step.before(), table, action)) {
            return new ColumnRefusal(", but of none of the tables that have it from there", alter.table());
        }
        boolean changed = action instanceof TableAction.AlterType || action instanceof TableAction.RenameColumn;
        String shared = changed ? shared(step.before(), table, column) : null;
        if (shared != null) {
            return new ColumnRefusal(shared, null);
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
        Set<Name> seen = new HashSet<>();
        Deque<Table> open = new ArrayDeque<>(List.of(table));
        while (!open.isEmpty()) {
            Table below = open.pop();
            for (Table above : Parts.above(schema, below)) {
                owner = below.partitionOf() != null || above.column(column) != null ? above : owner;
                if (seen.add(above.name())) {
                    open.add(above);
                }
            }
        }
        return owner;
    }

    /** A table below, as part of a sentence, that has the column from another one too, which does not change with it; null for none. */
    private static @Nullable String shared(Schema schema, Table table, String column) {
        Set<Name> below = Parts.below(schema, table);
        for (Name heir : below) {
            for (Table above : Parts.above(schema, schema.tableOrUnknown(heir))) {
                boolean other = !above.name().equals(table.name()) && !below.contains(above.name());
                if (other && above.column(column) != null) {
                    return ", which " + heir + " has from " + above.name() + " too";
                }
            }
        }
        return null;
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
