package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.testing.kubernetes.PlayedJob;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a check is made of is waited for, said when it is missing, and given to the Job. */
@ExtendWith(CheckTenants.class)
@Execution(ExecutionMode.CONCURRENT)
class MigrationSourceIT {

    private CheckTenant tenant;

    @BeforeEach
    void begin(CheckTenant own) {
        tenant = own;
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

        PlayedReports.pass(tenant.run("orders", 1));
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
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
        PlayedReports.pass(job);
        tenant.eventually("orders", ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings");
        tenant.apply("mine", "baseline: {configMap: {name: mine-report}}");
        tenant.eventually("mine", ConditionType.READY, ConditionStatus.FALSE, "BaselineNotUsable");
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
}
