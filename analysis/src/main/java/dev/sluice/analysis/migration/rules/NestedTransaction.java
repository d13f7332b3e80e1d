package dev.sluice.analysis.migration.rules;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.Category;
import dev.sluice.analysis.migration.Findings;
import dev.sluice.analysis.migration.Found;
import dev.sluice.analysis.migration.MigrationRule;
import dev.sluice.analysis.migration.RuleInfo;
import dev.sluice.analysis.migration.Step;
import dev.sluice.analysis.migration.Transaction;
import dev.sluice.analysis.statement.SessionCommand;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.script.TransactionCommand;

/** A BEGIN or COMMIT within a transaction that is not its own. */
public final class NestedTransaction implements MigrationRule {

    private static final RuleInfo INFO = RuleInfo.of(NestedTransaction.class)
            .title("Transaction within a transaction")
            .harm(Category.PRACTICE, Severity.MEDIUM)
            .why(
                    "PostgreSQL has no nested transactions: a second BEGIN does nothing but warn, and the first COMMIT ends"
                            + " all. What a COMMIT has ended in a file that its tool runs as one transaction, or sends as"
                            + " one message, cannot be undone when a later statement fails.")
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
        Transaction transaction = step.transaction();
        if (control.command() == TransactionCommand.BEGIN) {
            begun(transaction, control.span(), findings);
        } else if (ends(control.command()) && transaction.isInMessage() && goesOn(step)) {
            findings.add(Found.at(
                    control.span(),
                    "Ends a transaction before the end of what the tool sends at once. The server runs what follows in"
                            + " another one, and does not undo this one when that fails."));
        } else if (ends(control.command()) && transaction.isByTool() && !transaction.isInMessage()) {
            findings.add(Found.at(
                    control.span(), "Ends the transaction that the tool has begun, so what follows runs without it."));
        }
    }

    private static void begun(Transaction transaction, Span place, Findings findings) {
        if (transaction.isImplicit()) {
            if (transaction.statements() > 0) {
                String message =
                        "Begins a transaction to which what stands above belongs too, since the tool sends both"
                                + " at once.";
                findings.add(Found.at(place, message).severity(Severity.LOW));
            }
            return;
        }
        boolean tool = transaction.isByTool();
        String within = tool ? "the transaction that the tool has begun" : "a transaction that is open already";
        Found found = Found.at(place, "Begins a transaction within " + within + ", which does nothing.");
        // By itself it is harmless there; what ends the tool's transaction is a finding of its own.
        findings.add(tool ? found.severity(Severity.LOW) : found);
    }

    private static boolean goesOn(Step step) {
        int from = step.statement().span().to();
        ScriptReader reader = new ScriptReader(step.text(), from, step.text().length());
        ScriptPart next = reader.next();
        while (next != null && !(next instanceof Statement)) {
            next = reader.next();
        }
        return next != null;
    }

    private static boolean ends(TransactionCommand command) {
        return command == TransactionCommand.COMMIT || command == TransactionCommand.ROLLBACK;
    }
}
