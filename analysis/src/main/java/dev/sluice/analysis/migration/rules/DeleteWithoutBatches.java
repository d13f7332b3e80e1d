package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.LockMode;

/** A DELETE that removes many rows at once. */
public final class DeleteWithoutBatches implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DeleteWithoutBatches.class)
            .title("DELETE of many rows at once")
            .harm(Category.BULK_CHANGE, Severity.HIGH)
            .effect("the table", LockMode.ROW_EXCLUSIVE, Work.ROWS)
            .why("The rows are gone. Each stays locked until the end, the server looks up each row in every table"
                    + " that refers to it, and replicas fall behind.")
            .instead("Delete some thousand rows at a time by their key, and commit after each batch.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof DataChange.Delete change) {
            ManyRows.check(step, "Deletes", change, change.filter(), findings);
        } else if (step.statement() instanceof DataChange.Merge merge && merge.deletes()) {
            ManyRows.check(step, "Deletes", merge, findings);
        }
    }
}
