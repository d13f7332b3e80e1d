package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.CreateIndex;

/** An index that is built concurrently in a way that cannot be tried again after a failure. */
public final class ConcurrentIndexNotRerunnable implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(ConcurrentIndexNotRerunnable.class)
            .title("Concurrent index that hides its own failure")
            .harm(Category.PRACTICE, Severity.LOW)
            .why("A concurrent build that fails leaves an invalid index, which costs each write and serves no"
                    + " query. With IF NOT EXISTS the next attempt takes it for the index; without a name the next"
                    + " attempt makes a second one.")
            .instead("Name the index, and drop what an earlier attempt may have left before building it.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof CreateIndex create)
                || !create.concurrently()
                || step.isPartitioned(create.table())
                || (create.name() != null && !create.ifNotExists())) {
            return;
        }
        String message = create.name() == null
                ? "The index on " + create.table() + " has no name, so a second attempt builds a second index."
                : "IF NOT EXISTS takes an invalid index that a failed attempt has left for " + create.name() + ".";
        Found found = Found.at(create.clause(), message).about(create.table());
        findings.add(create.name() == null ? found : found.example(example(step, create, create.name())));
    }

    private static String example(Step step, CreateIndex create, String name) {
        return "DROP INDEX CONCURRENTLY IF EXISTS " + create.table().sibling(name) + ";\n"
                + step.sql(create.span()).replaceFirst("(?i)\\s+if\\s+not\\s+exists", "") + ";";
    }
}
