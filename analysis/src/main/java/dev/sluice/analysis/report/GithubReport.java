package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.finding.Severity;
import java.util.Comparator;
import java.util.List;

/**
 * The report as workflow commands of GitHub Actions, which show each issue at its line. The worst come first, since GitHub
 * shows ten errors and ten warnings of a step. Form and escapes: "Workflow commands for GitHub Actions" in its manual.
 */
public final class GithubReport {

    private GithubReport() {}

    /** Renders a report: what fails the check is an error. Issues that the baseline knows are left out. */
    public static String write(MigrationReport report, FailOn failOn) {
        List<Issue> issues = report.issues().stream()
                .filter(issue -> !issue.known())
                .sorted(Comparator.comparing((Issue issue) -> issue.finding().severity())
                        .reversed())
                .toList();
        StringBuilder out = new StringBuilder();
        issues.forEach(issue -> out.append(annotation(issue, failOn)).append('\n'));
        report.migrations().stream()
                .filter(migration -> migration.omitted().total() > 0)
                .forEach(migration -> out.append(omitted(migration, failOn)).append('\n'));
        return out.toString();
    }

    private static String annotation(Issue issue, FailOn failOn) {
        Finding finding = issue.finding();
        Location location = finding.location();
        // GitHub takes columns only for what is on one line.
        String columns = location.from().line() == location.to().line()
                ? ",col=" + location.from().column() + ",endColumn="
                        + location.to().column()
                : "";
        return "::" + command(issue, failOn)
                + " file=" + property(location.file())
                + ",line=" + location.from().line()
                + ",endLine=" + location.to().line()
                + columns
                + ",title=" + property(finding.rule())
                + "::" + data(body(finding));
    }

    private static String omitted(CheckedMigration migration, FailOn failOn) {
        boolean fails = failOn.failsFor(Tally.of(migration.omitted()).worst());
        return "::" + (fails ? "error" : "warning") + " file=" + property(migration.file())
                + ",title=findings not shown::" + data(OmittedWords.of(migration.omitted()));
    }

    private static String command(Issue issue, FailOn failOn) {
        if (failOn.failsFor(issue)) {
            return "error";
        }
        return issue.finding().severity() == Severity.LOW ? "notice" : "warning";
    }

    private static String body(Finding finding) {
        String body = finding.message() + "\n" + finding.why() + "\n" + finding.instead();
        return finding.example().isBlank() ? body : body + "\n\n" + finding.example();
    }

    private static String data(String text) {
        return Printable.lines(text).replace("%", "%25").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(Printable.line(text)).replace(":", "%3A").replace(",", "%2C");
    }
}
