package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.ObjectKind;

/** A trigger that is dropped. */
public final class DropTrigger implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DropTrigger.class)
            .title("Trigger that is dropped")
            .harm(Category.COMPATIBILITY, Severity.MEDIUM)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("What the trigger kept up no longer happens. The lock is short, but it queues behind each running"
                    + " query, and everybody queues behind it.")
            .instead("See that nothing relies on it, and drop it under a short lock_timeout, with another try when"
                    + " that runs out.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof Drop drop && drop.kind() == ObjectKind.TRIGGER && drop.on() != null) {
            String message = "Drops a trigger under an ACCESS EXCLUSIVE lock on " + drop.on()
                    + ", which is short but blocks reads and writes.";
            findings.add(Found.at(drop.span(), message)
                    .about(drop.on())
                    .example("SET lock_timeout = '2s';\n" + step.sql(drop.span()) + ";"));
        }
    }
}
