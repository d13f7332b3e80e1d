package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.schema.SchemaChange;
import dev.sluice.analysis.statement.Drop;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import dev.sluice.analysis.statement.ObjectKind;
import dev.sluice.analysis.statement.Span;
import java.util.function.Predicate;

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
            Name table = drop.on();
            String lock =
                    " under an ACCESS EXCLUSIVE lock on " + table + ", which is short but blocks reads and writes.";
            Predicate<Schema> replaced = last -> isReplaced(step, drop, table, last);
            findings.add(found(step, "Drops a trigger" + lock, table).unless(replaced));
            findings.add(found(step, "Drops a trigger and makes it anew" + lock, table)
                    .severity(Severity.LOW)
                    .unless(replaced.negate()));
        }
    }

    private static Found found(Step step, String message, Name table) {
        Span span = step.statement().span();
        return Found.at(span, message).about(table).example("SET lock_timeout = '2s';\n" + step.sql(span) + ";");
    }

    /** Whether the transaction makes a trigger of that name on the table, so that no row escapes it. */
    private static boolean isReplaced(Step step, Drop drop, Name table, Schema last) {
        return step.transaction().isBlock()
                && drop.targets().stream().allMatch(target -> {
                    Origin made =
                            last.origin(ObjectKind.TRIGGER, SchemaChange.trigger(step.before(), table, target.name()));
                    return made != null
                            && made.certain()
                            && made.transaction() == step.origin().transaction();
                });
    }
}
