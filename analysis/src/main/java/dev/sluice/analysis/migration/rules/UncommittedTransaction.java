package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.FileEnd;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.Span;

/** A transaction that a file begins and does not end. */
public final class UncommittedTransaction implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(UncommittedTransaction.class)
            .title("Transaction that is not ended")
            .harm(Category.FAILS, Severity.HIGH)
            .why("What it has done is undone when the session ends, or its locks stay while the next file runs.")
            .instead("Write COMMIT at the end.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {}

    @Override
    public void checkEnd(FileEnd end, Findings findings) {
        Span begin = end.transaction().begin();
        if (end.transaction().isBlock() && !end.transaction().isByTool() && begin != null) {
            findings.add(Found.at(begin, "Begins a transaction that the file does not end.")
                    .example("COMMIT;"));
        }
    }
}
