package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.DoBlock;
import dev.sluice.analysis.statement.Span;

/** A DO block that runs SQL which it makes itself. */
public final class DynamicSqlInDoBlock implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(DynamicSqlInDoBlock.class)
            .title("DO block that makes its own SQL")
            .harm(Category.PRACTICE, Severity.MEDIUM)
            .why("Nobody can see before it runs what it locks, writes or drops.")
            .instead("Write the statements out, or keep the block and say in a comment what it runs.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof DoBlock block) {
            for (Span span : block.dynamic()) {
                findings.add(Found.at(span, "Runs SQL that the block makes itself, which cannot be checked here."));
            }
        }
    }
}
