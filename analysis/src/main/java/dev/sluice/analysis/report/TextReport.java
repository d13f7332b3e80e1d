package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The report for a person at a terminal: each issue with its line of the source, and a caret below what causes it. */
public final class TextReport {

    private static final int WIDEST_SOURCE = 160;

    private enum Style {
        BOLD("1"),
        DIM("2"),
        HIGH("1;31"),
        MEDIUM("1;33"),
        LOW("1;36"),
        GREEN("1;32");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private final boolean coloured;
    private final StringBuilder out = new StringBuilder();

    private TextReport(boolean coloured) {
        this.coloured = coloured;
    }

    /**
     * Renders a report. Issues that the baseline knows are counted, not shown.
     *
     * @param texts from a file of the report to its text, empty where it is not to be shown
     */
    public static String write(MigrationReport report, boolean coloured, Function<String, String> texts) {
        TextReport text = new TextReport(coloured);
        for (CheckedMigration migration : report.migrations()) {
            List<Issue> issues =
                    migration.issues().stream().filter(issue -> !issue.known()).toList();
            if (!issues.isEmpty()) {
                SourceText source = SourceText.withoutSecrets(texts.apply(migration.file()));
                issues.forEach(issue -> text.issue(issue.finding(), source));
            }
        }
        text.summary(report);
        if (report.verification() != null) {
            VerificationText.lines(report.verification()).forEach(text::line);
        }
        return text.out.toString();
    }

    private void issue(Finding finding, SourceText source) {
        Location location = finding.location();
        line(styled(Style.BOLD, Printable.line(location.toString())) + "  "
                + styled(style(finding.severity()), finding.severity().name().toLowerCase(Locale.ROOT)) + "  "
                + finding.rule());
        line("  " + Printable.line(finding.message()));
        source(location, source.excerpt(location, WIDEST_SOURCE), style(finding.severity()));
        labelled("why", finding.why());
        labelled("instead", finding.instead());
        if (!finding.example().isBlank()) {
            finding.example().lines().forEach(example -> line("           " + Printable.source(example)));
        }
        line("");
    }

    private void labelled(String label, String text) {
        if (!text.isBlank()) {
            line("  " + styled(Style.DIM, label + ":") + " ".repeat(8 - label.length()) + Printable.line(text));
        }
    }

    private void source(Location location, SourceText.Excerpt excerpt, Style style) {
        if (excerpt.text().isBlank()) {
            return;
        }
        String number = Integer.toString(location.from().line());
        String cutBefore = excerpt.cutBefore() ? "…" : "";
        line("  " + styled(Style.DIM, number + " | ") + cutBefore + Printable.source(excerpt.text())
                + (excerpt.cutBehind() ? "…" : ""));
        String marked = excerpt.text().substring(excerpt.from(), Math.max(excerpt.from(), excerpt.to()));
        line("  " + styled(Style.DIM, " ".repeat(number.length()) + " | ")
                + " ".repeat(cutBefore.length())
                + below(excerpt.text().substring(0, excerpt.from()))
                + styled(style, "^".repeat(Math.max(1, cells(marked)))));
    }

    /** White space as wide as the source, with its tabs. */
    private static String below(String source) {
        StringBuilder space = new StringBuilder();
        source.codePoints().forEach(c -> space.append(c == '\t' ? "\t" : " ".repeat(Printable.width(c))));
        return space.toString();
    }

    private static int cells(String source) {
        return source.codePoints().map(Printable::width).sum();
    }

    private void summary(MigrationReport report) {
        MigrationReport.Summary summary = report.summary();
        Tally issues = summary.issues();
        List<String> apart = new ArrayList<>();
        if (summary.known() > 0) {
            apart.add(summary.known() + " known by the baseline");
        }
        if (summary.omitted() > 0) {
            apart.add(summary.omitted() + " of them not shown, since " + OmittedWords.WHY);
        }
        if (summary.unread() > 0) {
            apart.add(counted(summary.unread(), "statement") + " read in part only");
        }
        if (report.database() != null) {
            line(report.databaseWords());
        }
        line(counted(summary.migrations().total(), "migration") + ", "
                + counted(summary.statements(), "statement") + ": "
                + styled(issues.high() > 0 ? Style.HIGH : Style.DIM, issues.high() + " high") + ", "
                + styled(issues.medium() > 0 ? Style.MEDIUM : Style.DIM, issues.medium() + " medium") + ", "
                + styled(issues.low() > 0 ? Style.LOW : Style.DIM, issues.low() + " low")
                + (apart.isEmpty() ? "" : " (" + String.join(", ", apart) + ")")
                + ". Risk: "
                + styled(style(report.risk()), report.risk().text()) + ". Layout: " + Printable.line(report.tool())
                + ". For PostgreSQL " + report.postgresVersion()
                + (report.versionAssumed() ? ", assumed: --postgres-version names another." : "."));
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static Style style(Severity severity) {
        return style(Risk.of(severity));
    }

    private static Style style(Risk risk) {
        return switch (risk) {
            case NONE -> Style.GREEN;
            case LOW -> Style.LOW;
            case MEDIUM -> Style.MEDIUM;
            case HIGH -> Style.HIGH;
        };
    }

    private String styled(Style style, String text) {
        return coloured ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
