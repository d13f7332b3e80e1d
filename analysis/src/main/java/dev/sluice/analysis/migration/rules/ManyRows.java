package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.DataChange;
import org.jspecify.annotations.Nullable;

/** What is said of an UPDATE or DELETE, or of a MERGE that does the same, of which no key bounds the rows. */
final class ManyRows {

    private static final String FOUND_BEFORE =
            "A batch changes what the next one would read: write the keys of the rows, and their new values, to a table of"
                    + " its own first, change some thousand rows at a time by that, and commit after each batch.";

    private ManyRows() {}

    /** @param does what the statement does to rows, such as "Deletes" */
    static void check(
            Step step, String does, DataChange change, DataChange.@Nullable Filter filter, Findings findings) {
        if (ChangeSystemCatalog.isOfServer(step, change.table())) {
            return;
        }
        if (filter == null || AllRows.are(step, change.table(), filter)) {
            String none = filter == null ? "." : ": its WHERE leaves none out.";
            String message = does + " every row of " + change.table() + " in one transaction" + none;
            findings.add(found(step, change, message));
        } else if (!FewRows.are(step, change)) {
            String message = does + " rows of " + change.table()
                    + " in one transaction, however many match: nothing bounds them by a key.";
            findings.add(found(step, change, message).severity(Severity.MEDIUM));
        } else if (step.transaction().isRepeated()) {
            findings.add(KeyLookup.inLoop(does, change).severity(Severity.MEDIUM));
        }
    }

    private static Found found(Step step, DataChange change, String message) {
        Found found = Found.at(change.span(), message).about(change.table()).example(Batches.of(step, change));
        return BatchReads.differ(step, change) ? found.instead(FOUND_BEFORE) : found;
    }

    /** The same of a MERGE that does this among other things. */
    static void check(Step step, String does, DataChange.Merge merge, Findings findings) {
        if (!KeyLookup.isFewRows(step, merge.table(), merge.filter())) {
            String message = does + " rows of " + merge.table()
                    + " in one transaction, however many match what they are merged with.";
            findings.add(
                    Found.at(merge.span(), message).severity(Severity.MEDIUM).about(merge.table()));
        }
    }
}
