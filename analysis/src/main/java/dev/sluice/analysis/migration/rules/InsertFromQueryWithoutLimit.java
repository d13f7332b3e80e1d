package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.ScarceRows;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.LockMode;

/** An INSERT that copies a whole table. */
public final class InsertFromQueryWithoutLimit implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(InsertFromQueryWithoutLimit.class)
            .title("INSERT of a whole table")
            .harm(Category.BULK_CHANGE, Severity.MEDIUM)
            .effect("the table", LockMode.ROW_EXCLUSIVE, Work.ROWS)
            .why("It is one long transaction: VACUUM cleans nothing up meanwhile, replicas fall behind, and when"
                    + " it fails at the end all was in vain.")
            .instead("Copy some thousand rows at a time by their key, and commit after each batch.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof DataChange.Insert insert
                && insert.fromQuery()
                && insert.filter() == null
                && !(insert.query() != null && ScarceRows.of(step.before(), insert.query(), step.origin()))
                && !step.table(insert.table()).temporary()
                && !ChangeSystemCatalog.isOfServer(step, insert.table())) {
            String message = "Copies all rows of its query into " + insert.table() + " in one transaction.";
            findings.add(Found.at(insert.span(), message).example(Batches.of(step, insert)));
        }
    }
}
