package dev.sluice.operator.it;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.report.CheckedMigration;
import dev.sluice.analysis.report.Issue;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.ReportFrame;
import dev.sluice.sql.source.Position;
import dev.sluice.testing.kubernetes.PlayedJob;
import java.util.List;
import java.util.stream.IntStream;

/** What Jobs of checks print here. */
final class PlayedReports {

    private PlayedReports() {}

    /** Ends a run with a report without findings. */
    static void pass(PlayedJob job) {
        job.podIsMade().prints(ReportFrame.write(clean())).succeeds(0);
    }

    static MigrationReport clean() {
        return MigrationReport.of(
                "1.0.0", "18", "plain", List.of(new CheckedMigration("V1.sql", 1, List.of(), List.of())));
    }

    /** One file for each severity, whose only finding is of that severity. */
    static MigrationReport report(Severity... severities) {
        return MigrationReport.of(
                "1.0.0",
                "18",
                "plain",
                IntStream.range(0, severities.length)
                        .mapToObj(i -> migration("V" + (i + 1) + ".sql", severities[i]))
                        .toList());
    }

    private static CheckedMigration migration(String file, Severity severity) {
        var location = new Location(file, new Position(1, 1), new Position(1, 25));
        String message = "It blocks writes to table \"b\" while the index is built. ".repeat(5);
        var finding = new Finding("create-index", severity, location, message, "Writers wait.", "CONCURRENTLY.", "");
        return new CheckedMigration(
                file, 1, List.of(), List.of(new Issue(finding, "%016x".formatted(file.hashCode()), false)));
    }
}
