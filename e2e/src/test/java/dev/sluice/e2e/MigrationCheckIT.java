package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks of migrations by Jobs in pods that the restricted standard admits: each source, and each way to fail. */
class MigrationCheckIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String NAMESPACE = "checks";
    private static final String BLOCKING = "CREATE INDEX orders_item ON orders (item);";
    private static final String HARMLESS = "SET lock_timeout = '2s'; CREATE TABLE parcels (id bigint PRIMARY KEY);";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final K3s cluster = K3s.cluster();
    private final Release release = new Release(cluster);

    @BeforeEach
    void start() {
        release.install("--set", "migrationChecks.imageVolumes=auto");
        cluster.restrictedNamespace(NAMESPACE);
    }

    @AfterEach
    void stop() {
        cluster.kubectl().run("delete", "migrationchecks", "--all", "--namespace", NAMESPACE, "--timeout=60s");
        cluster.kubectl().run("delete", "configmap", "files", "--namespace", NAMESPACE, "--ignore-not-found");
    }

    @Test
    void configMapIsCheckedAndGatesAPipeline() {
        files("V1.sql", BLOCKING);
        Instant applied = Instant.now();
        check("orders", "configMap: {name: files}", "ttl: 1h");

        gate("orders", "Complete");
        Figures.seconds("MigrationCheck applied until its report is stored", Duration.between(applied, Instant.now()));

        assertThat(status("orders").at("/risk").asText()).isEqualTo("High");
        assertThat(condition("orders", "Passed").at("/status").asText()).isEqualTo("False");
        assertThat(status("orders").at("/findings/0/file").asText()).endsWith("V1.sql");
        assertThat(status("orders").at("/counts/migrations").asInt())
                .as("no file of the mount counts twice")
                .isEqualTo(1);
        assertThat(report("orders").at("/summary/issues/high").asInt()).isPositive();
        assertThat(job("orders").getSpec().getTtlSecondsAfterFinished()).isEqualTo(3600);
        Pod pod = pod("orders");
        assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSpec().getVolumes()).noneMatch(volume -> volume.getProjected() != null);

        files("V1.sql", HARMLESS);
        check("orders", "configMap: {name: files}", "ttl: 1h", "failOn: Medium", "revision: second");
        gate("orders", "Passed");
        assertThat(status("orders").at("/run/number").asInt()).isEqualTo(2);
    }

    @Test
    void changedConfigMapRunsAnewByItself() {
        files("V1.sql", HARMLESS);
        check("orders", "configMap: {name: files}", "failOn: Medium");
        gate("orders", "Passed");
        Instant changed = Instant.now();

        files("V1.sql", BLOCKING);

        awaitCondition("orders", "Passed", "False", "FindingsFail");
        Figures.seconds("ConfigMap changed until the verdict is another one", Duration.between(changed, Instant.now()));
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
                  claimRef: {namespace: checks, name: files}
                  hostPath: {path: /var/lib/sluice-e2e}
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: files, namespace: checks}
                spec:
                  accessModes: [ReadWriteOnce]
                  storageClassName: ""
                  volumeName: sluice-e2e
                  resources: {requests: {storage: 1Mi}}
                """);
        try {
            check("orders", "persistentVolumeClaim: {claimName: files, path: db}");
            awaitCondition("orders", "Passed", "False", "FindingsFail");
            assertThat(status("orders").at("/findings/0/file").asText()).isEqualTo("db/V1.sql");

            cluster.onNode("printf 'SELECT 1;' > /var/lib/sluice-e2e/db/V1.sql");
            cluster.kubectl().run("annotate", "mck/orders", "sluice.dev/run=2", "--namespace", NAMESPACE);

            gate("orders", "Passed");
        } finally {
            cluster.kubectl().run("delete", "migrationchecks", "--all", "--namespace", NAMESPACE, "--timeout=60s");
            cluster.kubectl().run("delete", "pvc", "files", "--namespace", NAMESPACE, "--timeout=60s");
            cluster.kubectl().run("delete", "pv", "sluice-e2e", "--timeout=60s");
        }
    }

    @Test
    void imageIsMountedOrSaysWhyNot() {
        check("orders", image(), "deadline: 2m");

        if (mountsImages()) {
            awaitCondition("orders", "Passed", "False", "FindingsFail");
            assertThat(status("orders").at("/counts/migrations").asInt()).isEqualTo(2);
        } else {
            awaitCondition("orders", "Ready", "False", "ImageHasNoCp");
        }
    }

    @Test
    void imageThatCannotBeMountedNeedsACp() {
        release.install("--set", "migrationChecks.imageVolumes=never");

        check("orders", image(), "deadline: 2m");

        awaitCondition("orders", "Ready", "False", "ImageHasNoCp");
        assertThat(condition("orders", "Ready").at("/message").asText()).contains("ConfigMap");
    }

    @Test
    void imageThatIsNotPulledIsSaidAndIsTheReasonAtTheDeadline() {
        check("orders", "image: {reference: \"registry.invalid/none:1\", path: /db}", "deadline: 30s");

        awaitCondition("orders", "Ready", "False", "ImageNotPulled");
        gate("orders", "Complete");
        assertThat(condition("orders", "Passed").at("/status").asText()).isEqualTo("False");
        assertThat(condition("orders", "Complete").at("/reason").asText()).isEqualTo("ImageNotPulled");
        assertThat(condition("orders", "Complete").at("/message").asText()).contains("30s");
    }

    @Test
    void missingSourcesAreSaid() {
        check("map", "configMap: {name: none}");
        check("volume", "persistentVolumeClaim: {claimName: none}");

        awaitCondition("map", "Ready", "False", "SourceMissing");
        awaitCondition("volume", "Ready", "False", "SourceMissing");
    }

    @Test
    void tooLittleMemoryIsSaid() {
        files("V1.sql", BLOCKING);

        check(
                "orders",
                "configMap: {name: files}",
                "backoffLimit: 0",
                "resources: {requests: {memory: 24Mi}, limits: {memory: 24Mi}}");

        awaitCondition("orders", "Complete", "True", "OutOfMemory");
        assertThat(condition("orders", "Passed").at("/status").asText()).isEqualTo("False");
    }

    @Test
    void ruleThatDoesNotExistIsQuotedAndNotTriedAgain() {
        files("V1.sql", BLOCKING);

        check("orders", "configMap: {name: files}", "backoffLimit: 5", "rules: [{name: no-such-rule, severity: Low}]");

        awaitCondition("orders", "Complete", "True", "InputRejected");
        assertThat(condition("orders", "Ready").at("/message").asText()).contains("no-such-rule");
        assertThat(job("orders").getStatus().getFailed()).isEqualTo(1);
    }

    @Test
    void whatNobodyReadsDoesNotPass() {
        files("notes.txt", "no migration");

        check("orders", "configMap: {name: files}");

        gate("orders", "Complete");
        assertThat(condition("orders", "Passed").at("/status").asText()).isEqualTo("False");
    }

    @Test
    void jobGoesAfterItsTimeAndTheReportGoesWithTheCheck() {
        files("V1.sql", BLOCKING);
        check("orders", "configMap: {name: files}", "ttl: 1s");
        gate("orders", "Complete");
        String job = status("orders").at("/run/jobName").asText();

        Poll.until(
                "the Job is gone",
                PATIENCE,
                () -> cluster.client()
                                .batch()
                                .v1()
                                .jobs()
                                .inNamespace(NAMESPACE)
                                .withName(job)
                                .get()
                        == null);
        assertThat(report("orders").at("/kind").asText()).isEqualTo("MigrationReport");
        assertThat(condition("orders", "Ready").at("/status").asText()).isEqualTo("True");

        cluster.kubectl().run("delete", "mck/orders", "--namespace", NAMESPACE, "--timeout=60s");
        Poll.until("the report is gone", PATIENCE, () -> configMap("orders-report") == null);
    }

    private static String image() {
        return "image: {reference: docker.io/library/" + PodImage.NAME + ", path: /e2e/migrations, pullPolicy: Never}";
    }

    private boolean mountsImages() {
        return Integer.parseInt(
                        cluster.client().getKubernetesVersion().getMinor().replaceAll("\\D.*", ""))
                >= 35;
    }

    private void files(String name, String content) {
        cluster.apply("""
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: files, namespace: checks}
                data:
                  %s: "%s"
                """.formatted(name, content));
    }

    private void check(String name, String source, String... lines) {
        StringBuilder yaml = new StringBuilder("""
                apiVersion: sluice.dev/v1alpha1
                kind: MigrationCheck
                metadata: {name: %s, namespace: checks}
                spec:
                  source: {%s}
                """.formatted(name, source));
        for (String line : lines) {
            yaml.append("  ").append(line).append('\n');
        }
        cluster.apply(yaml.toString());
    }

    /** Waits as a pipeline does. */
    private void gate(String name, String condition) {
        cluster.kubectl()
                .run(
                        "wait",
                        "--for=condition=" + condition,
                        "migrationcheck/" + name,
                        "--namespace",
                        NAMESPACE,
                        "--timeout=" + PATIENCE.toSeconds() + "s");
    }

    private void awaitCondition(String name, String type, String status, String reason) {
        Poll.until(type + " of " + name + " is " + status + " because of " + reason, PATIENCE, () -> {
            JsonNode condition = condition(name, type);
            return condition.at("/status").asText().equals(status)
                    && condition.at("/reason").asText().equals(reason);
        });
    }

    private JsonNode condition(String name, String type) {
        return StreamSupport.stream(status(name).at("/conditions").spliterator(), false)
                .filter(condition -> condition.at("/type").asText().equals(type))
                .findFirst()
                .orElseGet(JSON::createObjectNode);
    }

    private JsonNode status(String name) {
        GenericKubernetesResource check = cluster.client()
                .genericKubernetesResources("sluice.dev/v1alpha1", "MigrationCheck")
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
        return json(Serialization.asJson(check.getAdditionalProperties())).at("/status");
    }

    private JsonNode report(String name) {
        return json(Objects.requireNonNull(configMap(name + "-report").getData().get("report.json"), "report.json"));
    }

    private ConfigMap configMap(String name) {
        return cluster.client()
                .configMaps()
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
    }

    private Job job(String name) {
        return cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(NAMESPACE)
                .withName(status(name).at("/run/jobName").asText())
                .get();
    }

    private Pod pod(String name) {
        return cluster.client()
                .pods()
                .inNamespace(NAMESPACE)
                .withLabels(Map.of(
                        "batch.kubernetes.io/job-name",
                        status(name).at("/run/jobName").asText()))
                .list()
                .getItems()
                .get(0);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
