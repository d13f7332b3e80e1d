package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Checks of migrations by Jobs in pods that the restricted standard admits: each source, and each way to fail. Each test has a namespace of its own. */
@Execution(ExecutionMode.CONCURRENT)
class MigrationCheckIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String BLOCKING = "CREATE INDEX orders_item ON orders (item);";
    private static final String BLOCKING_ANOTHER = "CREATE INDEX parcels_weight ON parcels (weight);";
    private static final String HARMLESS = "SET lock_timeout = '2s'; CREATE TABLE parcels (id bigint PRIMARY KEY);";

    private final K3s cluster = K3s.cluster();
    private final Check check = new Check(cluster);

    @BeforeAll
    static void install() {
        new Release(K3s.cluster()).install();
    }

    @AfterEach
    void remove() {
        check.remove();
    }

    @Test
    void configMapIsCheckedAndGatesAPipeline() {
        check.files("V1.sql", BLOCKING);
        Instant applied = Instant.now();
        check.declare("configMap: {name: files}", "ttl: 1h");

        check.gate("Complete");
        Figures.seconds("MigrationCheck applied until its report is stored", Duration.between(applied, Instant.now()));

        assertThat(check.status().at("/risk").asText()).isEqualTo("High");
        assertThat(check.condition("Passed").at("/status").asText()).isEqualTo("False");
        assertThat(check.status().at("/findings/0/file").asText()).endsWith("V1.sql");
        assertThat(check.status().at("/counts/migrations").asInt())
                .as("no file of the mount counts twice")
                .isEqualTo(1);
        assertThat(check.report().at("/summary/issues/high").asInt()).isPositive();
        assertThat(check.job().getSpec().getTtlSecondsAfterFinished()).isEqualTo(3600);
        Pod pod = check.pod();
        assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSpec().getVolumes()).noneMatch(volume -> volume.getProjected() != null);

        check.files("V1.sql", HARMLESS);
        check.declare("configMap: {name: files}", "ttl: 1h", "failOn: Medium", "revision: second");
        check.gate("Passed");
        assertThat(check.status().at("/run/number").asInt()).isEqualTo(2);
    }

    @Test
    void changedConfigMapRunsAnewByItself() {
        check.files("V1.sql", HARMLESS);
        check.declare("configMap: {name: files}", "failOn: Medium");
        check.gate("Passed");
        Instant changed = Instant.now();

        check.files("V1.sql", BLOCKING);

        check.awaitCondition("Passed", "False", "FindingsFail");
        Figures.seconds("ConfigMap changed until the verdict is another one", Duration.between(changed, Instant.now()));
    }

    @Test
    void baselineKnowsWhatWasFoundAndAnotherFileFailsByWhatIsNew() {
        check.files("V1.sql", BLOCKING);
        check.declare("configMap: {name: files}");
        check.awaitCondition("Passed", "False", "FindingsFail");
        check.configMap("known", Map.of("report.json", check.reportText()));

        check.declare("configMap: {name: files}", "baseline: {configMap: {name: known}}");

        check.awaitCondition("Passed", "True", "NoFindings");
        assertThat(check.report().at("/summary/known").asInt()).isPositive();
        assertThat(check.status().at("/counts/migrations").asInt()).isEqualTo(1);

        check.configMap("files", Map.of("V1.sql", BLOCKING, "V2.sql", BLOCKING_ANOTHER));

        check.awaitCondition("Passed", "False", "FindingsFail");
        assertThat(check.status().at("/counts/migrations").asInt()).isEqualTo(2);
        assertThat(check.status().at("/findings"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.at("/file").asText()).endsWith("V2.sql"));
        assertThat(check.report().at("/summary/known").asInt())
                .as("what was known is still reported")
                .isPositive();
    }

    @Test
    void volumeIsCheckedAndRunsAnewWhenAsked() {
        cluster.onNode("mkdir -p /var/lib/sluice-e2e/db && printf '%s' '" + BLOCKING.replace("'", "")
                + "' > /var/lib/sluice-e2e/db/V1.sql && chmod -R a+rX /var/lib/sluice-e2e");
        cluster.apply("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: sluice-e2e}
                spec:
                  capacity: {storage: 1Mi}
                  accessModes: [ReadWriteOnce]
                  storageClassName: ""
                  claimRef: {namespace: %1$s, name: files}
                  hostPath: {path: /var/lib/sluice-e2e}
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: files, namespace: %1$s}
                spec:
                  accessModes: [ReadWriteOnce]
                  storageClassName: ""
                  volumeName: sluice-e2e
                  resources: {requests: {storage: 1Mi}}
                """.formatted(check.namespace()));
        try {
            check.declare("persistentVolumeClaim: {claimName: files, path: db}");
            check.awaitCondition("Passed", "False", "FindingsFail");
            assertThat(check.status().at("/findings/0/file").asText()).isEqualTo("db/V1.sql");

            cluster.onNode("printf 'SELECT 1;' > /var/lib/sluice-e2e/db/V1.sql");
            check.kubectl("annotate", "mck/orders", "sluice.dev/run=2");

            check.gate("Passed");
        } finally {
            check.kubectl("delete", "mck/orders", "--timeout=60s");
            check.kubectl("delete", "pvc", "files", "--timeout=60s");
            cluster.kubectl().run("delete", "pv", "sluice-e2e", "--timeout=60s");
        }
    }

    @Test
    void imageIsMountedOrSaysWhyNot() {
        check.declare(Check.image(), "deadline: 2m");

        if (check.mountsImages()) {
            check.awaitCondition("Passed", "False", "FindingsFail");
            assertThat(check.status().at("/counts/migrations").asInt()).isEqualTo(2);
        } else {
            check.awaitCondition("Ready", "False", "ImageHasNoCp");
        }
    }

    @Test
    void imageThatIsNotPulledIsSaidAndIsTheReasonAtTheDeadline() {
        check.declare("image: {reference: \"registry.invalid/none:1\", path: /db}", "deadline: 30s");

        check.awaitCondition("Ready", "False", "ImageNotPulled");
        check.gate("Complete");
        assertThat(check.condition("Passed").at("/status").asText()).isEqualTo("False");
        assertThat(check.condition("Complete").at("/reason").asText()).isEqualTo("ImageNotPulled");
        assertThat(check.condition("Complete").at("/message").asText()).contains("30s");
    }

    @Test
    void missingConfigMapIsSaid() {
        check.declare("configMap: {name: none}");

        check.awaitCondition("Ready", "False", "SourceMissing");
    }

    @Test
    void missingVolumeIsSaid() {
        check.declare("persistentVolumeClaim: {claimName: none}");

        check.awaitCondition("Ready", "False", "SourceMissing");
    }

    @Test
    void tooLittleMemoryIsSaid() {
        check.files("V1.sql", BLOCKING);

        check.declare(
                "configMap: {name: files}",
                "backoffLimit: 0",
                "resources: {requests: {memory: 24Mi}, limits: {memory: 24Mi}}");

        check.awaitCondition("Complete", "True", "OutOfMemory");
        assertThat(check.condition("Passed").at("/status").asText()).isEqualTo("False");
    }

    @Test
    void ruleThatDoesNotExistIsQuotedAndNotTriedAgain() {
        check.files("V1.sql", BLOCKING);

        check.declare("configMap: {name: files}", "backoffLimit: 5", "rules: [{name: no-such-rule, severity: Low}]");

        check.awaitCondition("Complete", "True", "InputRejected");
        assertThat(check.condition("Ready").at("/message").asText()).contains("no-such-rule");
        assertThat(check.job().getStatus().getFailed()).isEqualTo(1);
    }

    @Test
    void whatNobodyReadsDoesNotPass() {
        check.files("notes.txt", "no migration");

        check.declare("configMap: {name: files}");

        check.gate("Complete");
        assertThat(check.condition("Passed").at("/status").asText()).isEqualTo("False");
    }

    @Test
    void jobGoesAfterItsTimeAndTheReportGoesWithTheCheck() {
        check.files("V1.sql", BLOCKING);
        check.declare("configMap: {name: files}", "ttl: 1s");
        check.gate("Complete");
        String job = check.jobName();

        Poll.until("the Job is gone", PATIENCE, () -> check.job(job) == null);
        assertThat(check.report().at("/kind").asText()).isEqualTo("MigrationReport");
        assertThat(check.condition("Ready").at("/status").asText()).isEqualTo("True");

        check.kubectl("delete", "mck/orders", "--timeout=60s");
        Poll.until("the report is gone", PATIENCE, () -> !check.hasReport());
    }
}
