package dev.sluice.analysis.report;

import java.util.ArrayList;
import java.util.List;

/** What happened on a server, as lines for a person. */
final class VerificationText {

    private final List<String> lines = new ArrayList<>();

    private VerificationText() {}

    static List<String> lines(Verification verification) {
        VerificationText text = new VerificationText();
        text.write(verification);
        return text.lines;
    }

    private void write(Verification verification) {
        line("");
        line("Run on " + verification.database() + ", PostgreSQL " + verification.serverVersion() + ":");
        for (VerifiedStatement statement : verification.statements()) {
            line("  " + statement.location() + "  " + Verification.millis(statement.micros())
                    + (statement.alone() ? ", outside of a transaction" : ""));
            statement.tables().forEach(table -> line("    " + table.text()));
            statement.differences().forEach(difference -> line("    differs: " + difference.sentence()));
        }
        Verification.Failure failure = verification.failure();
        if (failure != null) {
            line("  " + failure.location() + "  fails, and nothing behind it was run: " + failure.message()
                    + " (SQLSTATE " + failure.sqlState() + ")");
        }
        verification.notes().forEach(note -> line("  note: " + note));
        line(verification.statements().size()
                + (verification.statements().size() == 1 ? " statement in " : " statements in ")
                + Verification.millis(verification.micros()) + "; not as foretold: " + verification.different()
                + ", for the worse: " + verification.untold() + ".");
    }

    private void line(String text) {
        lines.add(Printable.line(text));
    }
}
