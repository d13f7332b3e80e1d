package dev.sluice.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A MigrationCheck, {@code orders}, in a namespace of its own, with the ConfigMap {@code files} as what it may read. */
final class Check {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final AtomicInteger NAMESPACES = new AtomicInteger();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final K3s cluster;
    private final String namespace = "check-" + NAMESPACES.incrementAndGet();

    Check(K3s cluster) {
        this.cluster = cluster;
        cluster.restrictedNamespace(namespace);
    }

    String namespace() {
        return namespace;
    }

    /** Writes the ConfigMap {@code files} anew, with this file alone. */
    void files(String name, String content) {
        configMap("files", Map.of(name, content));
    }

    /** Writes a ConfigMap anew. */
    void configMap(String name, Map<String, String> data) {
        cluster.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withData(data)
                        .build())
                .createOr(existing -> existing.update());
    }

    /** Applies it with this source, and with these lines of its spec. */
    void declare(String source, String... lines) {
        StringBuilder yaml = new StringBuilder("""
                apiVersion: sluice.dev/v1alpha1
                kind: MigrationCheck
                metadata: {name: orders, namespace: %s}
                spec:
                  source: {%s}
                """.formatted(namespace, source));
        for (String line : lines) {
            yaml.append("  ").append(line).append('\n');
        }
        cluster.apply(yaml.toString());
    }

    /** A source: an image that holds migrations and has no cp. */
    static String image() {
        return "image: {reference: docker.io/library/" + PodImage.NAME + ", path: /e2e/migrations, pullPolicy: Never}";
    }

    /** Whether this Kubernetes mounts images by default. */
    boolean mountsImages() {
        return Integer.parseInt(
                        cluster.client().getKubernetesVersion().getMinor().replaceAll("\\D.*", ""))
                >= 35;
    }

    /** Waits as a pipeline does. */
    void gate(String condition) {
        kubectl("wait", "--for=condition=" + condition, "mck/orders", "--timeout=" + PATIENCE.toSeconds() + "s");
    }

    void awaitCondition(String type, String status, String reason) {
        Poll.until(type + " is " + status + " because of " + reason + " in " + namespace, PATIENCE, () -> {
            JsonNode condition = condition(type);
            return condition.at("/status").asText().equals(status)
                    && condition.at("/reason").asText().equals(reason);
        });
    }

    JsonNode condition(String type) {
        return StreamSupport.stream(status().at("/conditions").spliterator(), false)
                .filter(condition -> condition.at("/type").asText().equals(type))
                .findFirst()
                .orElseGet(JSON::createObjectNode);
    }

    JsonNode status() {
        GenericKubernetesResource check = cluster.client()
                .genericKubernetesResources("sluice.dev/v1alpha1", "MigrationCheck")
                .inNamespace(namespace)
                .withName("orders")
                .get();
        return json(Serialization.asJson(check.getAdditionalProperties())).at("/status");
    }

    boolean hasReport() {
        return storedReport() != null;
    }

    JsonNode report() {
        return json(reportText());
    }

    /** The report as it is stored. */
    String reportText() {
        ConfigMap stored = Objects.requireNonNull(storedReport(), "the report's ConfigMap");
        return Objects.requireNonNull(stored.getData().get("report.json"), "report.json");
    }

    private @Nullable ConfigMap storedReport() {
        return cluster.client()
                .configMaps()
                .inNamespace(namespace)
                .withName("orders-report")
                .get();
    }

    String jobName() {
        return status().at("/run/jobName").asText();
    }

    /** The Job, or null when it is gone. */
    @Nullable
    Job job(String name) {
        return cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    Job job() {
        return Objects.requireNonNull(job(jobName()), "the Job");
    }

    Pod pod() {
        return cluster.client()
                .pods()
                .inNamespace(namespace)
                .withLabels(Map.of("batch.kubernetes.io/job-name", jobName()))
                .list()
                .getItems()
                .get(0);
    }

    String kubectl(String... arguments) {
        return cluster.kubectl()
                .run(Stream.concat(Stream.of("--namespace", namespace), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** Deletes the namespace with all that is in it; returns at once. */
    void remove() {
        cluster.kubectl().run("delete", "namespace", namespace, "--wait=false");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }
}
