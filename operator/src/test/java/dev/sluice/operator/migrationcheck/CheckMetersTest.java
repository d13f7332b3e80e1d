package dev.sluice.operator.migrationcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.MigrationCheckStatus;
import dev.sluice.api.v1alpha1.ReportStatus;
import dev.sluice.api.v1alpha1.RunStatus;
import dev.sluice.operator.metrics.Meter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckMetersTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final RunStatus RUN = new RunStatus(1L, "orders-0123456789", "abc", NOON, NOON);

    @Test
    void aReportTellsItsFindingsAndItsVerdict() {
        Map<String, Double> meters = meters(reported(Checks.report(Severity.HIGH, Severity.LOW)));

        assertThat(meters)
                .containsEntry("sluice_migration_check_findings high", 1.0)
                .containsEntry("sluice_migration_check_findings medium", 0.0)
                .containsEntry("sluice_migration_check_findings low", 1.0)
                .containsEntry("sluice_migration_check_passed", 0.0)
                .containsEntry("sluice_migration_check_ready", 1.0)
                .containsEntry("sluice_migration_check_trouble", 0.0)
                .containsEntry("sluice_migration_check_report_timestamp_seconds", (double) NOON.getEpochSecond());
    }

    @Test
    void aRunThatGoesOnHasNoVerdictAndIsNoTrouble() {
        assertThat(meters(new CheckResult.Running()))
                .isEqualTo(Map.of("sluice_migration_check_ready", 0.0, "sluice_migration_check_trouble", 0.0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsInTheWayIsTrouble(boolean begun) {
        Trouble trouble = new Trouble("ImageNotPulled", "No.");

        assertThat(meters(begun ? new CheckResult.Stuck(trouble) : new CheckResult.NotBegun(trouble)))
                .isEqualTo(Map.of("sluice_migration_check_ready", 0.0, "sluice_migration_check_trouble", 1.0));
    }

    @Test
    void aRunThatHasFailedIsTroubleAndHasNotPassed() {
        assertThat(meters(new CheckResult.Failed(new Trouble("OutOfMemory", "Raise it."))))
                .isEqualTo(Map.of(
                        "sluice_migration_check_ready", 0.0,
                        "sluice_migration_check_passed", 0.0,
                        "sluice_migration_check_trouble", 1.0));
    }

    @Test
    void aReportOnNothingIsTrouble() {
        assertThat(meters(reported(Checks.cleanReport(0))))
                .containsEntry("sluice_migration_check_passed", 0.0)
                .containsEntry("sluice_migration_check_trouble", 1.0);
        assertThat(meters(reported(Checks.cleanReport(2))))
                .containsEntry("sluice_migration_check_passed", 1.0)
                .containsEntry("sluice_migration_check_trouble", 0.0);
    }

    @Test
    void aCheckThatNobodyHasLookedAtHasNoSeries() {
        MigrationCheck untouched = Checks.ofConfigMap();
        MigrationCheck empty = Checks.ofConfigMap();
        empty.setStatus(MigrationCheckStatus.empty());

        assertThat(meters(List.of(untouched, empty))).isEmpty();
    }

    @Test
    void everySeriesHasTheLabelsOfTheCatalogue() {
        MigrationCheck check = Checks.ofConfigMap();
        check.setStatus(CheckStatuses.of(check, reported(Checks.report(Severity.LOW)), RUN, NOON));

        assertThat(CheckMeters.render(List.of(check)))
                .hasSize(5)
                .flatExtracting(family -> family.samples)
                .allSatisfy(sample -> {
                    Stream<Meter> catalogue = Arrays.stream(Meter.values());
                    assertThat(catalogue.filter(meter -> meter.metric().equals(sample.name)))
                            .singleElement()
                            .satisfies(meter -> assertThat(sample.labelNames).isEqualTo(meter.labels()));
                    assertThat(sample.labelValues).startsWith("shop", "orders");
                });
    }

    private static CheckResult reported(MigrationReport report) {
        return new CheckResult.Reported(report, new ReportStatus("orders-report", 0, NOON));
    }

    private static Map<String, Double> meters(CheckResult result) {
        MigrationCheck check = Checks.ofConfigMap();
        check.setStatus(CheckStatuses.of(check, result, RUN, NOON));
        return meters(List.of(check));
    }

    private static Map<String, Double> meters(List<MigrationCheck> checks) {
        Map<String, Double> meters = new TreeMap<>();
        CheckMeters.render(checks)
                .forEach(family -> family.samples.forEach(sample -> meters.put(
                        sample.name + (sample.labelValues.size() > 2 ? " " + sample.labelValues.get(2) : ""),
                        sample.value)));
        return meters;
    }
}
