package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Finding;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The report for a pull request or a page: the counts, then the migrations with the highest risk first. */
public final class MarkdownReport {

    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .reversed()
            .thenComparing(Finding::location)
            .thenComparing(Finding::rule);

    private final StringBuilder out = new StringBuilder();

    private MarkdownReport() {}

    /** Renders a report. Issues that the baseline knows are counted, not shown. */
    public static String write(MigrationReport report) {
        MarkdownReport markdown = new MarkdownReport();
        markdown.summary(report);
        markdown.section("High-priority issues", Risk.HIGH, report);
        markdown.section("Medium-priority issues", Risk.MEDIUM, report);
        markdown.section("Low-priority issues", Risk.LOW, report);
        if (report.verification() != null) {
            VerificationMarkdown.lines(report.verification()).forEach(markdown::line);
        }
        return markdown.out.toString();
    }

    private void summary(MigrationReport report) {
        MigrationReport.Summary summary = report.summary();
        Tally migrations = summary.migrations();
        Tally issues = summary.issues();
        line("# Migration report");
        line("");
        line("## Summary");
        line("");
        line("**Risk: " + report.risk().text() + "**");
        line("");
        line("| | total | high | medium | low | none |");
        line("|---|---|---|---|---|---|");
        line(row("migrations by risk", migrations) + migrations.none() + " |");
        line(row("issues by severity", issues) + " |");
        line("");
        line(summary.statements()
                + (summary.statements() == 1 ? " statement was" : " statements were") + " checked for PostgreSQL "
                + report.postgresVersion() + (report.versionAssumed() ? " (assumed)" : "") + ", run by "
                + code(report.tool()) + "; " + summary.unread() + " of them could be read in part only.");
        if (report.database() != null) {
            line(report.databaseWords());
        }
        if (summary.known() > 0) {
            line("The baseline knows " + summary.known() + " more issues, which do not count.");
        }
        if (summary.omitted() > 0) {
            line(summary.omitted() + " of the issues are not shown: " + OmittedWords.WHY + ".");
        }
    }

    private static String row(String name, Tally tally) {
        return "| " + name + " | " + tally.total() + " | " + tally.high() + " | " + tally.medium() + " | " + tally.low()
                + " | ";
    }

    private void section(String title, Risk risk, MigrationReport report) {
        List<CheckedMigration> migrations = report.migrations().stream()
                .filter(migration -> migration.risk() == risk)
                .toList();
        if (!migrations.isEmpty()) {
            line("");
            line("## " + title);
            migrations.forEach(this::migration);
        }
    }

    private void migration(CheckedMigration migration) {
        List<Finding> findings = migration.issues().stream()
                .filter(issue -> !issue.known())
                .map(Issue::finding)
                .sorted(WORST_FIRST)
                .toList();
        line("");
        line("### " + code(migration.file()));
        line("");
        line("- **Risk**: " + migration.risk().text());
        if (!findings.isEmpty()) {
            line("- **Impact**: " + String.join(" ", impact(findings)));
        }
        line("");
        line("**Issues**");
        line("");
        for (Finding finding : findings) {
            line("- " + priority(finding) + " " + escaped(finding.message()) + " (line "
                    + finding.location().from().line() + ", " + code(finding.rule()) + ")");
        }
        if (migration.omitted().total() > 0) {
            line("- " + OmittedWords.of(migration.omitted()));
        }
        if (!findings.isEmpty()) {
            recommendations(findings);
        }
    }

    /** What the worst findings do to a running application. */
    private static Set<String> impact(List<Finding> findings) {
        Set<String> impact = new LinkedHashSet<>();
        for (Finding finding : findings) {
            if (finding.severity() == findings.get(0).severity()) {
                impact.add(escaped(finding.why()));
            }
        }
        return impact;
    }

    private void recommendations(List<Finding> findings) {
        line("");
        line("**Recommendations**");
        line("");
        Set<String> given = new LinkedHashSet<>();
        for (Finding finding : findings) {
            if (!finding.instead().isBlank() && given.add(finding.instead() + "\n" + finding.example())) {
                line("- " + priority(finding) + " " + escaped(finding.instead()));
                example(finding.example());
            }
        }
    }

    private void example(String sql) {
        if (sql.isBlank()) {
            return;
        }
        String fence = "`".repeat(Math.max(3, longestRun(sql, '`') + 1));
        line("");
        line("  " + fence + "sql");
        sql.lines().forEach(text -> line("  " + Printable.source(text)));
        line("  " + fence);
    }

    private static String priority(Finding finding) {
        return "[" + finding.severity().name().toUpperCase(Locale.ROOT) + "]";
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : Printable.line(text).toCharArray()) {
            if ("\\`*_<>[]|".indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }

    static String code(String text) {
        String fence = "`".repeat(longestRun(text, '`') + 1);
        String space = fence.length() > 1 ? " " : "";
        return fence + space + Printable.line(text) + space + fence;
    }

    private static int longestRun(String text, char of) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == of ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
