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

/** A BEGIN or COMMIT within a transaction that is not its own. */
public final class NestedTransaction implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(NestedTransaction.class)
            .title("Transaction within a transaction")
            .harm(Category.PRACTICE, Severity.MEDIUM)
            .why(
                    "PostgreSQL has no nested transactions: a second BEGIN does nothing but warn, and the first COMMIT ends"
                            + " all. Behind a COMMIT in a file that its tool runs as one transaction, nothing can be undone"
                            + " when a later statement fails.")
            .instead("Leave transactions to the tool, or tell the tool not to make one.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Step step, Findings findings) {
        if (!(step.statement() instanceof SessionCommand.Transaction control)
                || !step.transaction().isBlock()
                || step.transaction().isInBody()) {
            return;
        }
        boolean tool = step.transaction().isByTool();
        if (control.command() == TransactionCommand.BEGIN) {
            String within = tool ? "the transaction that the tool has begun" : "a transaction that is open already";
            Found found = Found.at(control.span(), "Begins a transaction within " + within + ", which does nothing.");
            // By itself it is harmless there; what ends the tool's transaction is a finding of its own.
            findings.add(tool ? found.severity(Severity.LOW) : found);
        } else if (tool && ends(control.command())) {
            findings.add(Found.at(
                    control.span(), "Ends the transaction that the tool has begun, so what follows runs without it."));
        }
    }

    private static boolean ends(TransactionCommand command) {
        return command == TransactionCommand.COMMIT || command == TransactionCommand.ROLLBACK;
    }
}
