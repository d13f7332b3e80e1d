package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.LockMode;

/** An UPDATE that writes many rows at once. */
public final class UpdateWithoutBatches implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(UpdateWithoutBatches.class)
            .title("UPDATE of many rows at once")
            .harm(Category.BULK_CHANGE, Severity.HIGH)
            .effect("the table", LockMode.ROW_EXCLUSIVE, Work.ROWS)
            .why("Each row that it writes stays locked until the end, other writers of these rows wait, the table"
                    + " grows by a copy of each row, and replicas fall behind.")
            .instead("Change some thousand rows at a time by their key, and commit after each batch.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof DataChange.Merge merge
                && merge.updates()
                && !KeyLookup.isFewRows(step, merge.table(), merge.filter())) {
            String message = "Updates rows of " + merge.table()
                    + " in one transaction, however many match what they are merged with.";
            findings.add(
                    Found.at(merge.span(), message).severity(Severity.MEDIUM).about(merge.table()));
        }
        if (!(step.statement() instanceof DataChange.Update change)
                || ChangeSystemCatalog.isOfServer(step, change.table())) {
            return;
        }
        DataChange.Filter filter = change.filter();
        if (filter == null || AllRows.are(step, change.table(), filter)) {
            String none = filter == null ? "." : ": its WHERE leaves none out.";
            findings.add(
                    Found.at(change.span(), "Changes every row of " + change.table() + " in one transaction" + none)
                            .about(change.table())
                            .example(Batches.of(step, change)));
        } else if (!FewRows.are(step, change)) {
            String message = "Changes rows of " + change.table()
                    + " in one transaction, however many match: nothing bounds them by a key.";
            findings.add(Found.at(change.span(), message)
                    .severity(Severity.MEDIUM)
                    .about(change.table())
                    .example(Batches.of(step, change)));
        } else if (step.transaction().isRepeated()) {
            findings.add(KeyLookup.inLoop("Changes", change).severity(Severity.MEDIUM));
        }
    }
}
