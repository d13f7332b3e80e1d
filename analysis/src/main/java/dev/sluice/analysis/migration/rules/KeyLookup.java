package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.schema.Keys;
import dev.sluice.analysis.schema.Parts;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.Presumed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a condition finds one row by its key. */
final class KeyLookup {

    /** The place of a row. */
    private static final String PLACE = "ctid";

    private static final Set<String> SYSTEM_COLUMNS = Set.of("cmax", "cmin", PLACE, "tableoid", "xmax", "xmin");

    private static final Set<String> WHOLE =
            Set.of("smallint", "integer", "bigint", "smallserial", "serial", "bigserial");

    private KeyLookup() {}

    /** Whether a condition leaves few rows, since a key is compared with few values, or confined to few. */
    static boolean isFewRows(Step step, Name changed, DataChange.Filter filter) {
        Table table = table(step, changed);
        List<List<String>> keys = new ArrayList<>(Keys.of(table));
        keys.add(List.of(PLACE));
        keys.addAll(HistoryTables.keys(table.name()));
        return filter.isFew(
                keys,
                values ->
                        (!values.whole() || values.columns().stream().allMatch(column -> isWhole(table.column(column))))
                                && values.presumed().stream().allMatch(presumed -> isPossible(step, presumed)));
    }

    /** The table with the keys that it has from the table of which it is a partition. */
    static Table table(Step step, Name name) {
        return Parts.withParents(step.before(), step.table(name));
    }

    /** Whether each column of a key is among those that are compared with one value. */
    static boolean isOneRow(Table table, Set<String> equal) {
        return Keys.of(table).stream().anyMatch(equal::containsAll);
    }

    /** Whether an index has the column's largest value at its one end, and the smallest at the other. */
    static boolean isAtAnEnd(Table table, String column) {
        return table.indexes().stream()
                        .anyMatch(index -> index.method().equals("btree")
                                && index.where() == null
                                && index.valid()
                                && index.leadsWith(List.of(column)))
                || (!table.complete() && column.equals(Keys.USUAL));
    }

    private static boolean isPossible(Step step, Presumed presumed) {
        return SYSTEM_COLUMNS.contains(presumed.column())
                || presumed.tables().stream()
                        .map(step::table)
                        .anyMatch(table -> !table.complete() || table.column(presumed.column()) != null);
    }

    /**
     * A key's columns of which each row has values; empty where none is known. Of a table that is known in part, a unique
     * column may hold nulls until its definition is seen, so what is left is what a key is usually called; but not of one that the
     * migrations make from a query, a type, another table or parents of which nothing is known.
     */
    static List<String> complete(Table table) {
        List<String> known = known(table);
        boolean made = table.origin() != null && table.origin().certain();
        return known.isEmpty() && !table.complete() && !made ? List.of(Keys.USUAL) : known;
    }

    /** The same where no two rows are sure to have the same values; empty where that is not known. */
    static List<String> known(Table table) {
        return Keys.of(table).stream()
                .filter(key -> key.stream().map(table::column).allMatch(column -> column != null && column.notNull()))
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    /** Of a column of which nothing is known, a range between whole numbers tells that it holds such. */
    static boolean isWhole(@Nullable Column column) {
        DataType type = column == null ? null : column.type();
        return type == null || (type.dimensions() == 0 && WHOLE.contains(type.name()));
    }

    /** What is found of a change of a few rows that a loop repeats without a commit. */
    static Found inLoop(String does, DataChange change) {
        String message = does + " rows of " + change.table()
                + " in a loop that does not commit, so it is one transaction for all that the loop goes through.";
        return Found.at(change.span(), message)
                .about(change.table())
                .instead("Write COMMIT at the end of the loop's body, and run the block outside of a transaction.");
    }
}
