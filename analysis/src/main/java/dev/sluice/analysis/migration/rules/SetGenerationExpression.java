package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.finding.VersionRange;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Column;
import dev.sluice.analysis.statement.ColumnDefinition;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.TableAction;

/** Another expression for a generated column, which is computed anew for each row. */
public final class SetGenerationExpression implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(SetGenerationExpression.class)
            .title("New expression of a generated column")
            .harm(Category.BLOCKS, Severity.HIGH)
            .versions(VersionRange.since(17))
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.REWRITE, VersionRange.since(17))
            .effect(
                    "the table, where the column is virtual and NOT NULL",
                    LockMode.ACCESS_EXCLUSIVE,
                    Work.SCAN,
                    VersionRange.since(18))
            .why("The value of each row is computed anew, so PostgreSQL writes the table and all its indexes anew; of a"
                    + " virtual column that is NOT NULL it reads all rows."
                    + " Reads and writes wait meanwhile.")
            .instead("Add a second column, fill it in batches, and let the application change over.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.SetExpression> set : step.actions(TableAction.SetExpression.class)) {
            Column column = step.table(set.table()).column(set.action().column());
            if (column != null && column.generation() == ColumnDefinition.Generation.VIRTUAL && column.notNull()) {
                String message = "Computes " + column.name() + " for each row of " + set.table()
                        + " to see that it is never null under an ACCESS EXCLUSIVE lock, which blocks reads and writes.";
                findings.add(Found.at(set.span(), message).about(set.table()));
            } else if (column == null || column.generation() != ColumnDefinition.Generation.VIRTUAL) {
                String message = "Computes " + set.action().column() + " anew for each row of " + set.table()
                        + " and writes the table anew under an ACCESS EXCLUSIVE lock.";
                findings.add(Found.at(set.span(), message).about(set.table()));
            }
        }
    }
}
