package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.sql.script.TransactionCommand;

/** A body that commits, or rolls back, and is run inside a transaction that it has not begun. */
public final class CommitInsideTransaction implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(CommitInsideTransaction.class)
            .title("COMMIT in a block that runs inside a transaction")
            .harm(Category.FAILS, Severity.HIGH)
            .why("A block or procedure may end a transaction only where none is open around it. PostgreSQL refuses the"
                    + " COMMIT otherwise, and what the block has done is undone.")
            .instead(
                    "Run the block outside of a transaction: in a file of its own, for which the tool makes none. Call a"
                            + " procedure that commits by CALL, not from a function.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (step.statement() instanceof SessionCommand.Transaction control
                && ends(control.command())
                && step.transaction().isInBody()
                && step.transaction().isKept()) {
            boolean tool = step.transaction().isByTool() && !step.transaction().isImplicit();
            String around = tool
                    ? "in the transaction in which the tool runs the file"
                    : "in a transaction that is not its own";
            findings.add(Found.at(
                    control.span(),
                    "Ends the transaction in a body that runs " + around + ", which PostgreSQL refuses."));
        }
    }

    private static boolean ends(TransactionCommand command) {
        return switch (command) {
            case COMMIT, COMMIT_AND_CHAIN, ROLLBACK, ROLLBACK_AND_CHAIN -> true;
            default -> false;
        };
    }
}
