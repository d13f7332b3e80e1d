package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.ScarceRows;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Query;

/** Whether a change writes so few rows that it is over in a moment. */
final class FewRows {

    private FewRows() {}

    /** Whether the rows stand in the statement, are found by their key, or are a batch of limited size; those of a query only where it is short too. */
    static boolean are(Step step, DataChange change) {
        if (change instanceof DataChange.Insert insert) {
            Query query = insert.query();
            return !insert.fromQuery()
                    || (query != null
                            && ScarceRows.of(step.before(), query, step.origin())
                            && QueryTime.of(step, query) == QueryTime.SHORT);
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
