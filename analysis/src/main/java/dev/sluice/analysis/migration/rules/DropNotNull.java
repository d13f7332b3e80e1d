package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.TableAction;

/** A column that may hold null from now on. */
public final class DropNotNull implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropNotNull.class)
            .title("Column that may be null from now on")
            .harm(Category.COMPATIBILITY, Severity.LOW)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("Readers that were written for a column without nulls meet them.")
            .instead("Release an application that can read nulls there first.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.DropNotNull> drop : step.actions(TableAction.DropNotNull.class)) {
            String message = "Lets column " + Name.quoted(drop.action().column()) + " of " + drop.table() + " be null.";
            findings.add(Found.at(drop.span(), message).about(drop.table()));
        }
    }
}
