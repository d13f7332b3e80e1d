package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;

/** A trigger on a table in use. */
public final class CreateTrigger implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(CreateTrigger.class)
            .title("Trigger on a table in use")
            .harm(Category.BLOCKS, Severity.LOW)
            .effect("the table", LockMode.SHARE_ROW_EXCLUSIVE, Work.NONE)
            .why("Writes wait for the lock, which is short but queues behind each running write. From then on each"
                    + " write pays for the trigger.")
            .instead("Set a short lock_timeout before, and try again when it runs out.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof CreateObject create
                && create.kind() == ObjectKind.TRIGGER
                && create.on() != null
                && !isLocked(step, create.on())) {
            String message = "Makes trigger " + create.name() + " under a SHARE ROW EXCLUSIVE lock on " + create.on()
                    + ", which is short but blocks writes.";
            findings.add(Found.at(create.span(), message).about(create.on()).example("SET lock_timeout = '2s';"));
        }
    }

    /** Whether an earlier statement of the transaction keeps everybody out already, as the drop of the trigger before it. */
    private static boolean isLocked(Step step, Name table) {
        TableLock held = step.transaction().held(step.before().resolve(table));
        return step.transaction().isBlock() && held != null && held.mode().blocksReads();
    }
}
