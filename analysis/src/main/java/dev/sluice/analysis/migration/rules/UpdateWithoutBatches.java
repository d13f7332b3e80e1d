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
        if (step.statement() instanceof DataChange.Update change) {
            ManyRows.check(step, "Changes", change, change.filter(), findings);
        } else if (step.statement() instanceof DataChange.Merge merge && merge.updates()) {
            ManyRows.check(step, "Updates", merge, findings);
        }
    }
}
