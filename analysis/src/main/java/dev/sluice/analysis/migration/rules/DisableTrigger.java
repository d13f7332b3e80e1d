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

/** Triggers that are switched off, and with them what they guarantee. */
public final class DisableTrigger implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DisableTrigger.class)
            .title("Trigger that is switched off")
            .harm(Category.DATA_LOSS, Severity.MEDIUM)
            .effect("the table", LockMode.SHARE_ROW_EXCLUSIVE, Work.NONE)
            .why("Rows that are written meanwhile are not checked and not followed up, by anybody: ALL switches"
                    + " foreign keys off too, and nothing checks these rows later.")
            .instead("Set session_replication_role for the one session that needs it, or change the rows so that the"
                    + " triggers do no harm.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        for (Step.Action<TableAction.SwitchTrigger> change : step.actions(TableAction.SwitchTrigger.class)) {
            if (!change.action().enable()) {
                boolean all = change.action().trigger().equals("all");
                String which = all
                        ? "all triggers, those of foreign keys too,"
                        : "trigger " + change.action().trigger();
                String message = "Switches " + which + " of " + change.table()
                        + " off for everybody, under a SHARE ROW EXCLUSIVE lock, which blocks writes.";
                findings.add(Found.at(change.span(), message)
                        .severity(all ? Severity.HIGH : Severity.MEDIUM)
                        .about(change.table())
                        .example("SET LOCAL session_replication_role = replica;"));
            }
        }
    }
}
