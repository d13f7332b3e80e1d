package dev.sluice.operator.migrationcheck;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Omitted;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.report.FittedReport;
import dev.sluice.analysis.report.Issue;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.ReportJson;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.RunStatus;
import dev.sluice.operator.kubernetes.Ownership;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportConfigMapTest {

    private final MigrationCheck check = Checks.ofConfigMap();
    private final RunStatus run = new RunStatus(1L, "orders-0123456789", "abc", null, null);

    @Test
    void aReportIsStoredWhole() throws Exception {
        MigrationReport report = Checks.report(Severity.HIGH, Severity.LOW);

        ConfigMap map = ReportConfigMap.of(check, run, report, null);

        assertThat(map.getMetadata().getName()).isEqualTo("orders-report");
        assertThat(map.getData()).containsOnlyKeys("report.json");
        assertThat(ReportJson.read(json(map))).isEqualTo(report);
        assertThat(ReportConfigMap.omitted(map)).isZero();
        assertThat(Ownership.isOurs(check, map)).isTrue();
        assertThat(ReportConfigMap.isOf(check, run, map)).isTrue();
        assertThat(ReportConfigMap.isOf(check, new RunStatus(2L, "orders-other", "abc", null, null), map))
                .isFalse();
    }

    @Test
    void whatTheEndpointsAreWatchedByIsNotOnIt() {
        ConfigMap map = ReportConfigMap.of(check, run, Checks.cleanReport(1), null);

        assertThat(map.getMetadata().getLabels()).doesNotContainKey("app.kubernetes.io/managed-by");
    }

    @Test
    void aReportThatIsTooLargeLosesTheLeastSevereFindingsAndKeepsTheCounts() throws Exception {
        List<Severity> severities = Stream.of(
                        Collections.nCopies(3000, Severity.LOW),
                        Collections.nCopies(40, Severity.HIGH),
                        Collections.nCopies(500, Severity.MEDIUM))
                .flatMap(List::stream)
                .toList();
        MigrationReport report = Checks.report(severities, "ö".repeat(400));

        ConfigMap map = ReportConfigMap.of(check, run, report, null);

        String json = json(map);
        MigrationReport stored = ReportJson.read(json);
        assertThat(json.getBytes(StandardCharsets.UTF_8).length)
                .isBetween(ReportConfigMap.MOST_BYTES * 9 / 10, ReportConfigMap.MOST_BYTES);
        assertThat(stored.summary()).isEqualTo(report.summary());
        assertThat(stored.summary().issues().low()).isEqualTo(3000);
        assertThat(severities(stored)).contains(Severity.HIGH, Severity.MEDIUM);
        assertThat(severities(stored).stream().filter(Severity.HIGH::equals)).hasSize(40);
        assertThat(severities(stored).stream().filter(Severity.MEDIUM::equals)).hasSize(500);
        int omitted = 3540 - stored.issues().size();
        assertThat(ReportConfigMap.omitted(map)).isEqualTo(omitted).isPositive();
        assertThat(map.getData().get("omitted.txt"))
                .startsWith(omitted + " findings")
                .contains("kubectl --namespace shop logs job/orders-0123456789");
    }

    @Test
    void whatNoLogHadRoomForIsOmittedTooAndSaid() {
        MigrationReport whole = Checks.report(Collections.nCopies(3540, Severity.LOW), "ö".repeat(400));
        MigrationReport logged = FittedReport.of(whole, ReportConfigMap.MOST_BYTES * 2);

        ConfigMap map = ReportConfigMap.of(check, run, logged, null);

        assertThat(logged.leftOut()).isPositive();
        assertThat(ReportConfigMap.omitted(map)).isGreaterThan(logged.leftOut());
        assertThat(map.getData().get("omitted.txt"))
                .startsWith(ReportConfigMap.omitted(map) + " findings")
                .contains("All but " + logged.leftOut() + " of them")
                .contains("sluice migrations check --format json");
    }

    @Test
    void oneThatWasCutForItsLogAndFitsIsMarkedAsCut() {
        MigrationReport logged = FittedReport.of(Checks.report(Collections.nCopies(600, Severity.LOW), "o"), 100_000);

        ConfigMap map = ReportConfigMap.of(check, run, logged, null);

        assertThat(ReportConfigMap.omitted(map)).isEqualTo(logged.leftOut()).isPositive();
        assertThat(map.getData()).containsKey("omitted.txt");
    }

    @Test
    void whatIsCountedOnlyIsSaidToBe() {
        MigrationReport report = Checks.reportOmitting(Severity.HIGH, new Omitted(1, 0, 6));

        ConfigMap map = ReportConfigMap.of(check, run, report, null);

        assertThat(ReportConfigMap.omitted(map)).isEqualTo(7);
        assertThat(map.getData().get("omitted.txt"))
                .isEqualTo("7 more findings are counted only, since of one file a report shows the worst.\n");
    }

    @Test
    void aConfigMapOfSomethingElseIsNotOurs() {
        ConfigMap nobodys = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("orders-report")
                .endMetadata()
                .build();
        ConfigMap ofAnotherCheck = new ConfigMapBuilder(nobodys)
                .editMetadata()
                .withOwnerReferences(new OwnerReferenceBuilder(Ownership.reference(check))
                        .withName("other")
                        .build())
                .endMetadata()
                .build();
        ConfigMap ofTheOneBefore = new ConfigMapBuilder(nobodys)
                .editMetadata()
                .withAnnotations(Map.of("sluice.dev/job", run.jobName()))
                .withOwnerReferences(new OwnerReferenceBuilder(Ownership.reference(check))
                        .withUid("gone")
                        .build())
                .endMetadata()
                .build();

        assertThat(Ownership.isOurs(check, nobodys)).isFalse();
        assertThat(Ownership.isOurs(check, ofAnotherCheck)).isFalse();
        assertThat(Ownership.isOurs(check, ofTheOneBefore)).isTrue();
        assertThat(ReportConfigMap.isOf(check, run, ofTheOneBefore)).isFalse();
    }

    private static String json(ConfigMap map) {
        return requireNonNull(map.getData().get("report.json"));
    }

    private static List<Severity> severities(MigrationReport report) {
        return report.issues().stream()
                .map(Issue::finding)
                .map(finding -> finding.severity())
                .toList();
    }
}
