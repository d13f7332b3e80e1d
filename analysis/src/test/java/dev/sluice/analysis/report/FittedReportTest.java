package dev.sluice.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.sql.source.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FittedReportTest {

    private static final Severity[] SEVERITIES = {Severity.LOW, Severity.HIGH, Severity.MEDIUM};

    @Test
    void whatFitsIsLeftAsItIs() {
        for (int findings : new int[] {0, 1, 511, 512, 513, 1500}) {
            MigrationReport report = report(findings, 3);
            int size = ReportJson.writeCompact(report).length;

            assertThat(FittedReport.of(report, size)).isSameAs(report);
            assertThat(report.leftOut()).isZero();
            assertThat(FittedReport.of(report, size - 1)).isNotEqualTo(report);
        }
    }

    @Test
    void theWorstAreKeptAndTheCountsAreWhole() throws InvalidReportException {
        MigrationReport report = report(3000, 7);
        for (int most : new int[] {2_000, 50_000, 400_000, 900_000}) {
            MigrationReport cut = FittedReport.of(report, most);
            byte[] json = ReportJson.writeCompact(cut);

            assertThat(json.length).isBetween(most * 3 / 4, most);
            assertThat(cut.summary()).isEqualTo(report.summary());
            assertThat(cut.risk()).isEqualTo(Risk.HIGH);
            assertThat(cut.leftOut()).isEqualTo(3000 - cut.issues().size()).isPositive();
            assertThat(severities(cut).filter(Severity.MEDIUM::equals).count())
                    .isLessThanOrEqualTo(cut.issues().size() <= 1000 ? 0 : 1000);
            assertThat(severities(cut).filter(Severity.LOW::equals).count())
                    .isLessThanOrEqualTo(Math.max(0, cut.issues().size() - 2000));
            MigrationReport read = ReportJson.read(new String(json, StandardCharsets.UTF_8));
            assertThat(read.leftOut()).isEqualTo(cut.leftOut());
            assertThat(new String(json, StandardCharsets.UTF_8)).contains("\"leftOut\":" + cut.leftOut() + ",");
        }
    }

    @Test
    void manyMigrationsWithoutFindingsFitToo() {
        MigrationReport report = report(0, 60_000);

        MigrationReport cut = FittedReport.of(report, 1000);

        assertThat(cut.migrations()).isEmpty();
        assertThat(cut.summary().migrations().total()).isEqualTo(60_000);
        assertThat(cut.leftOut()).isZero();
    }

    @Test
    void whatABaselineKnowsGoesFirst() {
        List<Issue> issues = IntStream.range(0, 900)
                .mapToObj(FittedReportTest::issue)
                .map(issue -> issue.asKnown(issue.finding().severity() == Severity.HIGH))
                .toList();
        MigrationReport report = MigrationReport.of(
                "1.2.3", "18", "plain", List.of(new CheckedMigration("V.sql", 900, List.of(), issues)));

        MigrationReport cut = FittedReport.of(report, 200_000);

        assertThat(cut.issues()).hasSizeBetween(301, 599).noneMatch(Issue::known);
        assertThat(severities(cut).filter(Severity.MEDIUM::equals)).hasSize(300);
        assertThat(cut.summary().known()).isEqualTo(300);
        assertThat(cut.leftOut()).isEqualTo(900 - cut.issues().size());
    }

    @Test
    void statementsThatWereReadInPartGoBeforeAnyIssue() throws InvalidReportException {
        List<CheckedMigration.Unread> unread = IntStream.range(0, 15_000)
                .mapToObj(i -> new CheckedMigration.Unread(
                        new Location("V.sql", new Position(i + 1, 1), new Position(i + 1, 2)), "no grammar knows it"))
                .toList();
        List<Issue> issues =
                IntStream.range(0, 1000).mapToObj(FittedReportTest::issue).toList();
        MigrationReport report = MigrationReport.of(
                "1.2.3", "18", "plain", List.of(new CheckedMigration("V.sql", 15_000, unread, issues)));

        MigrationReport cut = FittedReport.of(report, 900 * 1024);

        assertThat(cut.issues()).hasSize(1000);
        assertThat(cut.leftOut()).isZero();
        assertThat(cut.summary().unread()).isEqualTo(15_000);
        assertThat(cut.unreadLeftOut())
                .isEqualTo(15_000 - cut.migrations().get(0).unread().size())
                .isBetween(1, 14_999);
        String json = new String(ReportJson.writeCompact(cut), StandardCharsets.UTF_8);
        assertThat(json).hasSizeLessThanOrEqualTo(900 * 1024).contains("\"unreadLeftOut\":" + cut.unreadLeftOut());
        assertThat(ReportJson.read(json).unreadLeftOut()).isEqualTo(cut.unreadLeftOut());
    }

    private static Stream<Severity> severities(MigrationReport report) {
        return report.issues().stream().map(issue -> issue.finding().severity());
    }

    private static MigrationReport report(int findings, int files) {
        return MigrationReport.of(
                "1.2.3",
                "18",
                "plain",
                IntStream.range(0, files)
                        .mapToObj(file -> new CheckedMigration(
                                "V" + file + ".sql",
                                findings,
                                List.of(),
                                IntStream.range(0, findings)
                                        .filter(i -> i % files == file)
                                        .mapToObj(FittedReportTest::issue)
                                        .toList()))
                        .toList());
    }

    private static Issue issue(int number) {
        Location location = new Location("V.sql", new Position(number + 1, 1), new Position(number + 1, 25));
        Finding finding = new Finding(
                "drop-table", SEVERITIES[number % 3], location, "It is gone. ".repeat(20), "Gone.", "Wait.", "");
        return new Issue(finding, "%016x".formatted(number), false);
    }
}
