package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Name;
import java.util.Set;

/** Whether a condition finds one row by its key, and how to go through the rows by it. */
final class KeyLookup {

    /** What a key is called in a table of which nothing is known. */
    private static final String USUAL_KEY = "id";

    private KeyLookup() {}

    /** Whether the condition compares each column of a unique index with one value, or with a few constants. */
    static boolean isOneRow(Table table, DataChange.Filter filter) {
        return isOneRow(table, filter.equal());
    }

    /** Whether each column of a unique index is among those that are compared with one value, or with a few constants. */
    static boolean isOneRow(Table table, Set<String> equal) {
        boolean byIndex = table.indexes().stream()
                .filter(index -> index.unique() && index.valid())
                .anyMatch(index -> index.where() == null
                        && !index.columns().isEmpty()
                        && index.columns().size() == index.keys().size()
                        && equal.containsAll(index.columns()));
        return byIndex || (!table.complete() && equal.contains(USUAL_KEY));
    }

    /** What is found of a change of a few rows that a loop repeats without a commit. */
    static Found inLoop(String does, DataChange change) {
        String message = does + " rows of " + change.table()
                + " in a loop that does not commit, so it is one transaction for all that the loop goes through.";
        return Found.at(change.span(), message)
                .about(change.table())
                .instead("Write COMMIT at the end of the loop's body, and run the block outside of a transaction.");
    }

    /** The change in batches, to be run again until it changes nothing. */
    static String batches(Step step, DataChange change) {
        String sql = step.sql(change.span());
        DataChange.Filter filter = change instanceof DataChange.Update update
                ? update.filter()
                : change instanceof DataChange.Delete delete ? delete.filter() : null;
        Name table = change.table();
        String where = filter == null ? "" : " " + step.sql(filter.span());
        String head = filter == null
                ? sql
                : sql.substring(0, filter.span().from() - change.span().from()).replaceFirst("(?is)\\s*where\\s*$", "");
        return "-- commit, and again until it changes nothing:\n" + head.strip()
                + " WHERE ctid = ANY (ARRAY(SELECT ctid FROM " + table + where + " LIMIT 5000));";
    }
}
