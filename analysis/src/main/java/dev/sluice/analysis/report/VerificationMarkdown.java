package dev.sluice.analysis.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What happened on a server, as a section of the report for a page. */
final class VerificationMarkdown {

    private final List<String> lines = new ArrayList<>();

    private VerificationMarkdown() {}

    static List<String> lines(Verification verification) {
        VerificationMarkdown markdown = new VerificationMarkdown();
        markdown.summary(verification);
        markdown.table(verification);
        markdown.differences(verification);
        return markdown.lines;
    }

    private void summary(Verification verification) {
        line("");
        line("## Run on PostgreSQL " + MarkdownReport.escaped(verification.serverVersion()));
        line("");
        line(verification.statements().size()
                + (verification.statements().size() == 1 ? " statement in " : " statements in ")
                + Verification.millis(verification.micros()) + " on "
                + MarkdownReport.code(verification.database()) + "; not as foretold: " + verification.different()
                + ", for the worse: " + verification.untold() + ".");
        Verification.Failure failure = verification.failure();
        if (failure != null) {
            line("");
            line("**" + MarkdownReport.code(failure.location().toString()) + " fails, and nothing behind it was run**: "
                    + MarkdownReport.escaped(failure.message()) + " (SQLSTATE "
                    + MarkdownReport.escaped(failure.sqlState()) + ")");
        }
        verification.notes().forEach(note -> {
            line("");
            line(MarkdownReport.escaped(note));
        });
    }

    private void table(Verification verification) {
        if (verification.statements().isEmpty()) {
            return;
        }
        line("");
        line("| statement | time | locks and work |");
        line("|---|---|---|");
        for (VerifiedStatement statement : verification.statements()) {
            line("| " + MarkdownReport.escaped(statement.location().toString()) + " | "
                    + Verification.millis(statement.micros()) + (statement.alone() ? ", outside of a transaction" : "")
                    + " | "
                    + statement.tables().stream()
                            .map(table -> MarkdownReport.escaped(table.text()))
                            .collect(Collectors.joining(", "))
                    + " |");
        }
    }

    private void differences(Verification verification) {
        if (verification.different() == 0) {
            return;
        }
        line("");
        line("### Differences");
        line("");
        for (VerifiedStatement statement : verification.statements()) {
            for (Difference difference : statement.differences()) {
                line("- " + MarkdownReport.code(statement.location().toString()) + ": "
                        + MarkdownReport.escaped(difference.sentence())
                        + (difference.kind().isUntold() ? " **For the worse.**" : ""));
            }
        }
    }

    private void line(String text) {
        lines.add(text);
    }
}
