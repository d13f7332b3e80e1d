package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.AlterObject;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.TableAction;
import org.jspecify.annotations.Nullable;

/** Row level security that is switched on or off. */
public final class EnableRowSecurity implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(EnableRowSecurity.class)
            .title("Row level security or a policy that is changed")
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
        Name table = tableOfPolicy(step.statement());
        if (table != null) {
            boolean created = step.statement() instanceof CreateObject;
            String message =
                    "Changes which rows of " + table + " a role sees and writes where row level security is on,"
                            + " under an ACCESS EXCLUSIVE lock, which is short but blocks reads and writes.";
            findings.add(Found.at(step.statement().span(), message)
                    .about(table)
                    .severity(created ? Severity.LOW : Severity.MEDIUM));
        }
    }

    private static @Nullable Name tableOfPolicy(Statement statement) {
        if (statement instanceof CreateObject create && create.kind() == ObjectKind.POLICY) {
            return create.on();
        }
        if (statement instanceof AlterObject alter && alter.kind() == ObjectKind.POLICY) {
            return alter.change() instanceof AlterObject.Rename ? null : alter.on();
        }
        return statement instanceof Drop drop && drop.kind() == ObjectKind.POLICY ? drop.on() : null;
    }
}
