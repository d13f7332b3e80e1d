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
import dev.sluice.analysis.statement.TableAction;

/** Row level security that is switched on or off. */
public final class EnableRowSecurity implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(EnableRowSecurity.class)
            .title("Row level security that is changed")
            .harm(Category.COMPATIBILITY, Severity.MEDIUM)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("From then on roles other than the owner see and write only what a policy lets them; without a"
                    + " policy they see nothing, without an error.")
            .instead("Make the policies in the same transaction, and try them as the role of the application.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.RowSecurity> change : step.actions(TableAction.RowSecurity.class)) {
            String message = "Changes which rows of " + change.table()
                    + " a role sees, under an ACCESS EXCLUSIVE lock, which is short but blocks reads and writes.";
            findings.add(Found.at(change.span(), message).about(change.table()));
        }
    }
}
