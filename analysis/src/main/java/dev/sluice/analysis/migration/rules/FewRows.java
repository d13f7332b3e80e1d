package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.DataChange;

/** Whether a change writes so few rows that it is over in a moment. */
final class FewRows {

    private FewRows() {}

    /** Whether the rows stand in the statement, are found by their key, or are a batch of limited size. */
    static boolean are(Step step, DataChange change) {
        if (change instanceof DataChange.Insert insert) {
            return !insert.fromQuery();
        }
        if (change instanceof DataChange.Update update) {
            return update.filter() != null && are(step, change, update.filter());
        }
        if (change instanceof DataChange.Delete delete) {
            return delete.filter() != null && are(step, change, delete.filter());
        }
        return change instanceof DataChange.Merge merge && are(step, change, merge.filter());
    }

    private static boolean are(Step step, DataChange change, DataChange.Filter filter) {
        return KeyLookup.isFewRows(step, change.table(), filter);
    }
}
