package dev.sluice.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.SpecVersion.VersionFlag;
import dev.sluice.analysis.finding.Estimate;
import dev.sluice.analysis.finding.Estimate.Waiting;
import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Severity;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a live database adds to a report. */
class EstimateReportTest {

    private static final String FILE = "db/V2__add, 100%.sql";
    private static final Estimate ESTIMATE = new Estimate(
            9_000_000_000L,
            1L << 42,
            Duration.ofSeconds(90),
            Duration.ofHours(900),
            "rewrite",
            "ACCESS EXCLUSIVE",
            List.of(Waiting.READS, Waiting.WRITES, Waiting.AUTOVACUUM));

    private final MigrationReport report = report("18").with(new MigrationReport.Database("16.4", 12));

    private static MigrationReport report(String version) {
        Finding plain = Reports.finding(FILE, "some-rule", Severity.HIGH, "CREATE INDEX orders_item", "");
        Finding finding = new Finding(
                plain.rule(),
                plain.severity(),
                plain.location(),
                plain.message(),
                plain.why(),
                plain.instead(),
                plain.example(),
                ESTIMATE);
        return MigrationReport.of("1.2.3", version, "flyway", List.of(Reports.migration(FILE, 1, finding)));
    }

    @Test
    void isReadAsItWasWritten() throws InvalidReportException {
        MigrationReport read = ReportJson.read(ReportJson.write(report));
        assertThat(read).isEqualTo(report);
        assertThat(read.issues().get(0).finding().estimate()).isEqualTo(ESTIMATE);
        assertThat(new Baseline(report("18")).applyTo(report).database()).isEqualTo(report.database());
    }

    @Test
    void isAsItsSchemaSays() throws IOException {
        String schema = "dev/sluice/analysis/report/migration-report.schema.json";
        String json = ReportJson.write(report);
        assertThat(Schemas.problems(schema, VersionFlag.V202012, json)).isEmpty();
        assertThat(Schemas.problems(schema, VersionFlag.V202012, json.replace("\"rewrite\"", "\"magic\"")))
                .hasSize(1);
    }

    @Test
    void anUnknownWaiterIsRefused() {
        String json = ReportJson.write(report).replace("\"autovacuum\"", "\"nobody\"");
        assertThatThrownBy(() -> ReportJson.read(json))
                .isInstanceOf(InvalidReportException.class)
                .hasMessageStartingWith("migrations[0].issues[0].estimate.waiting is \"nobody\"");
    }

    @Test
    void anotherVersionThanTheServersIsSaid() {
        String words = "not the version that the migrations are judged for: 18.";
        assertThat(TextReport.write(report, false, file -> "")).contains("12 tables on PostgreSQL 16.4", words);
        assertThat(MarkdownReport.write(report)).contains("12 tables on PostgreSQL 16.4", words);
        for (String same : List.of("16", "16.4")) {
            MigrationReport other = report(same).with(report.database());
            assertThat(TextReport.write(other, false, file -> "")).contains("PostgreSQL 16.4.\n");
        }
        assertThat(TextReport.write(report("16"), false, file -> "")).doesNotContain("live database");
    }

    @Test
    void sarifHasItAsProperties() {
        assertThat(SarifReport.write(report, Reports.RULES))
                .contains("\"serverVersion\" : \"16.4\"", "\"toMillis\" : 3240000000", "\"work\" : \"rewrite\"");
    }
}
