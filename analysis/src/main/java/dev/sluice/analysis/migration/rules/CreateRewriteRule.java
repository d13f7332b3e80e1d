package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.lock.Work;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.CreateObject;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.ObjectKind;

/** A rewrite rule on a table in use. */
public final class CreateRewriteRule implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(CreateRewriteRule.class)
            .title("Rewrite rule on a table in use")
            .harm(Category.COMPATIBILITY, Severity.MEDIUM)
            .effect("the table", LockMode.ACCESS_EXCLUSIVE, Work.NONE)
            .why("Statements on the table mean something else from then on. The lock is short, but everybody"
                    + " queues behind it.")
            .instead("Use a trigger or a view; where it must be a rule, set a short lock_timeout before.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof CreateObject create
                && create.kind() == ObjectKind.RULE
                && create.on() != null) {
            String message = "Makes a rewrite rule under an ACCESS EXCLUSIVE lock on " + create.on()
                    + ", which is short but blocks reads and writes.";
            findings.add(Found.at(create.span(), message).about(create.on()));
        }
    }
}
