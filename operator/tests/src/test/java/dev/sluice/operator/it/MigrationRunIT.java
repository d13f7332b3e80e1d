package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.ReportFrame;
import dev.sluice.analysis.report.ReportJson;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.FindingCounts;
import dev.sluice.api.v1alpha1.MigrationCheckStatus;
import dev.sluice.api.v1alpha1.Risk;
import dev.sluice.testing.kubernetes.PlayedJob;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** When an analysis runs, and what becomes of its report. */
@ExtendWith(CheckTenants.class)
@Execution(ExecutionMode.CONCURRENT)
class MigrationRunIT {

    private CheckTenant tenant;

    @BeforeEach
    void begin(CheckTenant own) {
        tenant = own;
    }

    @Test
    void aReportIsStoredJudgedAndTold() throws Exception {
        tenant.apply("orders", "ttl: 2h");
        PlayedJob job = tenant.run("orders", 1);
        assertThat(tenant.condition("orders", ConditionType.PASSED).status()).isEqualTo(ConditionStatus.UNKNOWN);
        MigrationReport report = PlayedReports.report(Severity.LOW, Severity.HIGH, Severity.MEDIUM, Severity.HIGH);
        PodSpec pod = job.job().getSpec().getTemplate().getSpec();
        assertThat(pod.getNodeSelector()).isEqualTo(Map.of("kubernetes.io/os", "linux"));
        assertThat(pod.getImagePullSecrets()).extracting("name").containsExactly("registry");

        job.podIsMade().prints("Something else.\n" + ReportFrame.write(report)).succeeds(0);

        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.FALSE, "FindingsFail");
        MigrationCheckStatus status = tenant.status("orders");
        assertThat(status.risk()).isEqualTo(Risk.HIGH);
        assertThat(status.counts()).isEqualTo(new FindingCounts(4, 2, 1, 1, 4, 4, 0));
        assertThat(status.findings()).extracting("severity").startsWith(Risk.HIGH, Risk.HIGH, Risk.MEDIUM);
        assertThat(status.condition(ConditionType.COMPLETE))
                .hasValueSatisfying(it -> assertThat(it.holds()).isTrue());
        assertThat(status.condition(ConditionType.READY))
                .hasValueSatisfying(it -> assertThat(it.holds()).isTrue());
        assertThat(status.run().endedAt()).isNotNull();
        ConfigMap stored = tenant.configMap(status.report().configMapName());
        assertThat(ReportJson.read(stored.getData().get("report.json"))).isEqualTo(report);
        assertThat(job.job().getSpec().getTtlSecondsAfterFinished()).isEqualTo(7200);
        await().untilAsserted(() -> assertThat(tenant.events("orders"))
                .extracting(Event::getReason)
                .containsExactlyInAnyOrder("RunStarted", "FindingsFail"));
        String labels = "namespace=\"" + tenant.namespace() + "\",check=\"orders\"";
        await().untilAsserted(() -> assertThat(Platform.shared().operator().metrics())
                .contains("sluice_migration_check_findings{" + labels + ",severity=\"high\"} 2.0")
                .contains("sluice_migration_check_passed{" + labels + "} 0.0")
                .contains("sluice_migration_check_ready{" + labels + "} 1.0")
                .contains("sluice_migration_check_trouble{" + labels + "} 0.0"));
    }

    @Test
    void aReportThatIsTooLargeIsCutWithWholeCounts() throws Exception {
        tenant.apply("orders", "failOn: Never");
        Severity[] many = Collections.nCopies(4000, Severity.LOW).toArray(Severity[]::new);
        many[3999] = Severity.HIGH;

        tenant.run("orders", 1)
                .podIsMade()
                .prints(ReportFrame.write(PlayedReports.report(many)))
                .succeeds(0);

        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "FindingsTolerated");
        MigrationCheckStatus status = tenant.status("orders");
        assertThat(status.counts().total()).isEqualTo(4000);
        assertThat(status.report().omittedFindings()).isPositive();
        MigrationReport stored =
                ReportJson.read(tenant.configMap("orders-report").getData().get("report.json"));
        assertThat(stored.issues()).hasSize(4000 - status.report().omittedFindings());
        assertThat(stored.issues())
                .extracting(issue -> issue.finding().severity())
                .contains(Severity.HIGH);
        assertThat(tenant.configMap("orders-report").getData().get("omitted.txt"))
                .contains("kubectl");
    }

    @Test
    void aReportThatNoLogHasRoomForGivesItsCounts() {
        tenant.apply("orders", "failOn: High");
        Severity[] many = Collections.nCopies(9000, Severity.LOW).toArray(Severity[]::new);
        many[8999] = Severity.HIGH;
        String log = ReportFrame.write(PlayedReports.report(many));

        tenant.run("orders", 1).podIsMade().prints(log).succeeds(0);

        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.FALSE, "FindingsFail");
        MigrationCheckStatus status = tenant.status("orders");
        assertThat(status.counts().total()).isEqualTo(9000);
        assertThat(status.counts().high()).isOne();
        assertThat(log).startsWith("The report is too large for a log: ");
        assertThat(tenant.configMap("orders-report").getData().get("omitted.txt"))
                .startsWith(status.report().omittedFindings() + " findings")
                .contains("sluice migrations check");
    }

    @Test
    void theTimeToLiveIsSetOnlyWhenTheReportIsStored() {
        tenant.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(tenant.namespace())
                        .withName("orders-report")
                        .endMetadata()
                        .withData(Map.of("mine", "yes"))
                        .build())
                .create();
        tenant.apply("orders");
        PlayedJob job = tenant.run("orders", 1);

        job.podIsMade()
                .prints(ReportFrame.write(PlayedReports.report(Severity.LOW)))
                .succeeds(0);

        tenant.eventually("orders", ConditionType.READY, ConditionStatus.FALSE, "ConfigMapNotOwned");
        assertThat(job.job().getSpec().getTtlSecondsAfterFinished()).isNull();
        assertThat(tenant.configMap("orders-report").getData()).isEqualTo(Map.of("mine", "yes"));
        tenant.client()
                .configMaps()
                .inNamespace(tenant.namespace())
                .withName("orders-report")
                .delete();
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "FindingsTolerated");
        assertThat(job.job().getSpec().getTtlSecondsAfterFinished()).isEqualTo(86_400);
    }

    @Test
    void aChangedSpecOrAnnotationRunsAnewAndNothingElseDoes() {
        tenant.apply("orders");
        PlayedReports.pass(tenant.run("orders", 1));
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
        String version = tenant.check("orders").getMetadata().getResourceVersion();

        tenant.apply("orders");
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(tenant.check("orders").getMetadata().getResourceVersion())
                                .isEqualTo(version));

        tenant.apply("orders", "postgresVersion: 14");
        PlayedJob second = tenant.run("orders", 2);
        MigrationCheckStatus status = tenant.status("orders");
        assertThat(status.risk()).isNull();
        assertThat(status.observedGeneration()).isEqualTo(2);
        assertThat(tenant.condition("orders", ConditionType.PASSED).status()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(second.job()
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getAnnotations()
                        .get("sluice.dev/configuration"))
                .contains("14");

        tenant.annotate("orders", "again");
        PlayedJob third = tenant.run("orders", 3);
        assertThat(third.name()).isNotEqualTo(second.name());
        await().untilAsserted(() -> {
            assertThat(second.job().getSpec().getActiveDeadlineSeconds())
                    .as("nobody waits for it any more")
                    .isEqualTo(1);
            assertThat(second.job().getSpec().getTtlSecondsAfterFinished()).isEqualTo(1);
        });
        PlayedReports.pass(third);
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
    }

    @Test
    void aChangedConfigMapRunsAnewWithinAboutAMinute() {
        tenant.apply("orders");
        PlayedReports.pass(tenant.run("orders", 1));
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");

        tenant.files("migrations", Map.of("V1.sql", "DROP TABLE b;"));

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () -> assertThat(tenant.status("orders").run().number()).isEqualTo(2));
        assertThat(tenant.condition("orders", ConditionType.PASSED).status()).isEqualTo(ConditionStatus.UNKNOWN);
    }

    @Test
    void aDeletedReportIsMadeAnewWithinAboutAMinute() {
        tenant.apply("orders");
        PlayedReports.pass(tenant.run("orders", 1));
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");

        tenant.client()
                .configMaps()
                .inNamespace(tenant.namespace())
                .withName("orders-report")
                .delete();

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () -> assertThat(tenant.status("orders").run().number()).isEqualTo(2));
        PlayedReports.pass(tenant.run("orders", 2));
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
        assertThat(tenant.configMap("orders-report").getData()).containsKey("report.json");
    }
}
