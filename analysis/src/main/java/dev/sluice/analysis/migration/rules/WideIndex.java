package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.CreateIndex;

/** An index on many columns. */
public final class WideIndex implements MigrationRule {

    private static final int MOST_COLUMNS = 3;

    private static final RuleInfo INFO = RuleInfo.of(WideIndex.class)
            .title("Index on more than three columns")
            .harm(Category.PRACTICE, Severity.LOW)
            .why("It is large, each write pays for it, and columns behind the third rarely find fewer rows.")
            .instead("Keep the columns that find few rows first, and leave out the others or INCLUDE them.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof CreateIndex create
                && !create.unique()
                && create.method().equals("btree")
                && create.keys().size() > MOST_COLUMNS) {
            findings.add(Found.at(
                    create.clause(),
                    "The index on " + create.table() + " has " + create.keys().size() + " columns."));
        }
    }
}
