package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.report.CheckedMigration;
import dev.sluice.analysis.report.Issue;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.ReportFrame;
import dev.sluice.analysis.report.ReportJson;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.FindingCounts;
import dev.sluice.api.v1alpha1.MigrationCheckStatus;
import dev.sluice.api.v1alpha1.Risk;
import dev.sluice.sql.source.Position;
import dev.sluice.testing.kubernetes.LogNode;
import dev.sluice.testing.kubernetes.PlayedJob;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The operator with the rights that are documented, on a real API server; what runs Jobs is played by the test. */
@Execution(ExecutionMode.CONCURRENT)
class MigrationCheckIT {

    private static final int LATE = 60;

    private static LogNode node;

    private CheckTenant tenant;

    @BeforeAll
    static void join() {
        node = LogNode.join(Platform.shared().client(), "mck-node");
    }

    @AfterAll
    static void leave() {
        node.close();
    }

    @BeforeEach
    void begin() {
        tenant = CheckTenant.of(Platform.shared(), node);
        tenant.files("migrations", Map.of("V1.sql", "CREATE INDEX a ON b (c);"));
    }

    @Test
    void aReportIsStoredJudgedAndTold() throws Exception {
        tenant.apply("orders", "ttl: 2h");
        PlayedJob job = tenant.run("orders", 1);
        assertThat(tenant.condition("orders", ConditionType.PASSED).status()).isEqualTo(ConditionStatus.UNKNOWN);
        MigrationReport report = report(Severity.LOW, Severity.HIGH, Severity.MEDIUM, Severity.HIGH);
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

        job.podIsMade().prints(ReportFrame.write(report(Severity.LOW))).succeeds(0);

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
        passes(tenant.run("orders", 1));
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
        passes(third);
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
    }

    @Test
    void aChangedConfigMapRunsAnewWithinAboutAMinute() {
        tenant.apply("orders");
        passes(tenant.run("orders", 1));
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
        passes(tenant.run("orders", 1));
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");

        tenant.client()
                .configMaps()
                .inNamespace(tenant.namespace())
                .withName("orders-report")
                .delete();

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(
                        () -> assertThat(tenant.status("orders").run().number()).isEqualTo(2));
        passes(tenant.run("orders", 2));
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
        assertThat(tenant.configMap("orders-report").getData()).containsKey("report.json");
    }

    @Test
    void aMissingConfigMapIsSaidAndWaitedFor() {
        tenant.applySpec("orders", "source: {configMap: {name: later}}");
        tenant.eventually("orders", ConditionType.READY, ConditionStatus.FALSE, "SourceMissing");
        assertThat(tenant.condition("orders", ConditionType.READY).message())
                .contains("later")
                .contains("spec.source.configMap.name");
        assertThat(tenant.status("orders").run()).isNull();

        tenant.files("later", Map.of("V1.sql", "SELECT 1;"));

        passes(tenant.run("orders", 1));
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
    }

    @Test
    void whatWasFoundEarlierIsWaitedForAndGivenToTheAnalysis() {
        tenant.apply("orders", "baseline: {configMap: {name: known, key: found.json}}");
        tenant.eventually("orders", ConditionType.READY, ConditionStatus.FALSE, "BaselineMissing");
        assertThat(tenant.condition("orders", ConditionType.READY).message())
                .contains("known")
                .contains("spec.baseline.configMap.name");
        tenant.files("known", Map.of("other.json", "{}"));
        tenant.eventually(
                "orders",
                status -> assertThat(status.condition(ConditionType.READY))
                        .hasValueSatisfying(ready ->
                                assertThat(ready.message()).contains("found.json", "spec.baseline.configMap.key")));
        assertThat(tenant.status("orders").run()).isNull();

        tenant.files("known", Map.of("found.json", "{}"));

        PlayedJob job = tenant.run("orders", 1);
        PodSpec pod = job.job().getSpec().getTemplate().getSpec();
        assertThat(pod.getContainers().get(0).getArgs()).contains("--baseline");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getName().equals("baseline"))
                .singleElement()
                .satisfies(volume -> assertThat(volume.getConfigMap().getName()).isEqualTo("known"));
        passes(job);
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
        tenant.apply("mine", "baseline: {configMap: {name: mine-report}}");
        tenant.eventually("mine", ConditionType.READY, ConditionStatus.FALSE, "BaselineNotUsable");
    }

    @Test
    void anImageThatIsNotPulledIsSaidAtOnceAndIsTheReasonWhenTheDeadlineHasPassed() {
        tenant.applySpec("orders", "source: {image: {reference: \"shop:none\", path: /db}}", "deadline: 30s");
        PlayedJob job = tenant.run("orders", 1);
        assertThat(job.job().getSpec().getTemplate().getSpec().getVolumes())
                .as("this API server mounts images")
                .anySatisfy(volume -> assertThat(volume.getImage()).isNotNull());

        job.podIsMade().containerWaits("ImagePullBackOff", "Back-off pulling image \"shop:none\"");
        tenant.eventually("orders", ConditionType.READY, ConditionStatus.FALSE, "ImageNotPulled");
        assertThat(tenant.condition("orders", ConditionType.COMPLETE).holds()).isFalse();
        assertThat(tenant.condition("orders", ConditionType.READY).message()).contains("spec.imagePullSecrets");
        job.podIsDeleted();
        job.fails("DeadlineExceeded", "Job was active longer than specified deadline");

        tenant.eventually("orders", ConditionType.COMPLETE, ConditionStatus.TRUE, "ImageNotPulled");
        assertThat(tenant.condition("orders", ConditionType.PASSED).status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(tenant.condition("orders", ConditionType.READY).message())
                .contains("deadline of 30s")
                .contains("shop:none");
        assertThat(job.job().getSpec().getTtlSecondsAfterFinished()).isEqualTo(86_400);
    }

    @Test
    void aMissingVolumeIsSaid() {
        tenant.applySpec("orders", "source: {persistentVolumeClaim: {claimName: none}}");

        tenant.run("orders", 1)
                .podIsMade()
                .isUnschedulable("0/1 nodes are available: persistentvolumeclaim \"none\" not found.");

        tenant.eventually("orders", ConditionType.READY, ConditionStatus.FALSE, "SourceMissing");
        assertThat(tenant.condition("orders", ConditionType.READY).message()).contains("claimName");
    }

    @Test
    void tooLittleMemoryIsSaid() {
        tenant.apply("orders");
        PlayedJob job = tenant.run("orders", 1).podIsMade().containerEnds(137, "OOMKilled", "");

        job.fails("BackoffLimitExceeded", "Job has reached the specified backoff limit");

        tenant.eventually("orders", ConditionType.COMPLETE, ConditionStatus.TRUE, "OutOfMemory");
        assertThat(tenant.condition("orders", ConditionType.PASSED).status()).isEqualTo(ConditionStatus.FALSE);
        assertThat(tenant.condition("orders", ConditionType.READY).message()).contains("spec.resources.limits.memory");
        await().untilAsserted(() ->
                assertThat(tenant.events("orders")).extracting(Event::getReason).contains("OutOfMemory"));
    }

    @Test
    void whatTheAnalysisRefusesIsQuoted() {
        tenant.apply("orders");
        PlayedJob job = tenant.run("orders", 1).podIsMade().containerEnds(2, "Error", "sluice: V1.sql is not UTF-8.");

        job.fails("PodFailurePolicy", "Container analysis failed with exit code 2");

        tenant.eventually("orders", ConditionType.COMPLETE, ConditionStatus.TRUE, "InputRejected");
        assertThat(tenant.condition("orders", ConditionType.READY).message()).contains("V1.sql is not UTF-8.");
    }

    @Test
    void aLogWithoutAReportOrWithHalfOfOneDoesNotPass() {
        tenant.apply("none");
        tenant.run("none", 1).podIsMade().prints("Hello.\n").succeeds(LATE);
        tenant.apply("half");
        String frame =
                ReportFrame.write(report(Collections.nCopies(300, Severity.LOW).toArray(Severity[]::new)));
        tenant.run("half", 1)
                .podIsMade()
                .prints(frame.substring(0, frame.length() - 100))
                .succeeds(LATE);

        tenant.eventually("none", ConditionType.PASSED, ConditionStatus.FALSE, "NoReport");
        tenant.eventually("half", ConditionType.PASSED, ConditionStatus.FALSE, "ReportCut");
        assertThat(tenant.status("half").counts()).isNull();
    }

    @Test
    void aNodeThatDoesNotGiveTheLogIsAskedAgain() {
        LogNode troubled = LogNode.join(Platform.shared().client(), "troubled-node");
        try {
            CheckTenant other = CheckTenant.of(Platform.shared(), troubled);
            other.files("migrations", Map.of("V1.sql", "SELECT 1;"));
            other.apply("orders");
            troubled.fail(true);
            PlayedJob job = other.run("orders", 1);

            job.podIsMade()
                    .prints(ReportFrame.write(clean()))
                    .leaves("Risk none: 0 high, 0 medium, 0 low findings in 1 migrations with 1 statements.")
                    .succeeds(LATE);

            other.eventually("orders", ConditionType.READY, ConditionStatus.FALSE, "LogUnreadable");
            assertThat(other.condition("orders", ConditionType.READY).message()).contains("ended with: Risk none: ");
            assertThat(other.condition("orders", ConditionType.PASSED).status()).isEqualTo(ConditionStatus.UNKNOWN);
            assertThat(job.job().getSpec().getTtlSecondsAfterFinished()).isNull();
            troubled.fail(false);
            other.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
        } finally {
            troubled.close();
        }
    }

    @Test
    void aReportThatIsTooLargeIsCutWithWholeCounts() throws Exception {
        tenant.apply("orders", "failOn: Never");
        Severity[] many = Collections.nCopies(4000, Severity.LOW).toArray(Severity[]::new);
        many[3999] = Severity.HIGH;

        tenant.run("orders", 1)
                .podIsMade()
                .prints(ReportFrame.write(report(many)))
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
    void aQuotaWithoutRoomIsSaidAndTriedAgain() {
        var quota = tenant.client()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withNamespace(tenant.namespace())
                        .withName("no-jobs")
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("count/jobs.batch", new Quantity("0"))
                        .endSpec()
                        .build())
                .create();
        // The controller that would count what there is does not run.
        tenant.client()
                .resourceQuotas()
                .inNamespace(tenant.namespace())
                .withName("no-jobs")
                .editStatus(q -> {
                    q.setStatus(new io.fabric8.kubernetes.api.model.ResourceQuotaStatusBuilder()
                            .addToHard("count/jobs.batch", new Quantity("0"))
                            .addToUsed("count/jobs.batch", new Quantity("0"))
                            .build());
                    return q;
                });
        tenant.apply("orders");
        tenant.eventually("orders", ConditionType.READY, ConditionStatus.FALSE, "QuotaExceeded");

        tenant.client().resource(quota).delete();

        passes(tenant.run("orders", 1));
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
    }

    @Test
    void aJobThatSomebodyDeletesIsNotTakenForAPass() {
        tenant.apply("orders");
        PlayedJob job = tenant.run("orders", 1);
        tenant.client().resource(job.job()).delete();

        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.FALSE, "JobDeleted");
        assertThat(tenant.condition("orders", ConditionType.READY).message()).contains("sluice.dev/run");

        tenant.annotate("orders", "1");
        passes(tenant.run("orders", 2));
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
    }

    @Test
    void aDatabaseClusterAndItsSecretAreWaitedForAndMountedAsFiles() {
        tenant.apply("orders", "databaseCluster: shop");
        tenant.eventually("orders", ConditionType.READY, ConditionStatus.FALSE, "DatabaseClusterMissing");
        assertThat(tenant.condition("orders", ConditionType.PASSED).status()).isEqualTo(ConditionStatus.UNKNOWN);
        assertThat(tenant.condition("orders", ConditionType.READY).message())
                .contains("shop")
                .contains("spec.databaseCluster");
        tenant.database("shop");
        tenant.eventually("orders", ConditionType.READY, ConditionStatus.FALSE, "SecretNotFound");
        assertThat(tenant.status("orders").run()).isNull();

        tenant.secret("monitor", Map.of("username", "sluice", "password", "secret-4711"));

        PlayedJob job = tenant.run("orders", 1);
        assertThat(job.job()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getArgs())
                .contains("postgresql://127.0.0.1:1/shop?sslmode=disable");
        assertThat(job.job().toString()).doesNotContain("secret-4711");
        job.podIsMade().containerEnds(4, "Error", "sluice: the catalog of 127.0.0.1:1/shop cannot be read: refused.");
        job.fails("BackoffLimitExceeded", "Job has reached the specified backoff limit");
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.FALSE, "DatabaseUnreadable");
        assertThat(tenant.condition("orders", ConditionType.READY).message()).contains("127.0.0.1:1/shop");
    }

    private static void passes(PlayedJob job) {
        job.podIsMade().prints(ReportFrame.write(clean())).succeeds(0);
    }

    private static MigrationReport clean() {
        return MigrationReport.of(
                "1.0.0", "18", "plain", 0, List.of(new CheckedMigration("V1.sql", 1, List.of(), List.of())));
    }

    private static MigrationReport report(Severity... severities) {
        return MigrationReport.of(
                "1.0.0",
                "18",
                "plain",
                0,
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
