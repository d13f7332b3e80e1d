package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;

/** A change of a column that the table does not have. */
public final class MissingColumn implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(MissingColumn.class)
            .title("Change of a column that the table does not have")
            .harm(Category.FAILS, Severity.MEDIUM)
            .why("All columns of the table are known, from the live database or since earlier migrations make the whole"
                    + " table, and this one is not among them. PostgreSQL refuses the statement, and the migration stops"
                    + " there.")
            .instead("Correct the name, or pass the migration that adds the column too.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof AlterTable alter)) {
            return;
        }
        for (TableAction action : alter.actions()) {
            String column = action.changedColumn();
            boolean passed = action instanceof TableAction.DropColumn drop && drop.ifExists();
            if (column != null && !passed && step.lacksColumn(alter.table(), column)) {
                String message = "Table " + alter.table() + " has no column " + Name.quoted(column)
                        + ", so PostgreSQL refuses this.";
                findings.add(Found.at(action.span(), message));
            }
        }
    }
}
