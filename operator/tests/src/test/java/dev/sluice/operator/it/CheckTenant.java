package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.MigrationCheckStatus;
import dev.sluice.testing.kubernetes.LogNode;
import dev.sluice.testing.kubernetes.PlayedJob;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One test's namespace, which admits restricted pods only, and what the test reads there as a user would. */
final class CheckTenant {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final KubernetesClient client;
    private final LogNode node;
    private final String namespace;

    private CheckTenant(KubernetesClient client, LogNode node, String namespace) {
        this.client = client;
        this.node = node;
        this.namespace = namespace;
    }

    static CheckTenant of(Platform platform, LogNode node) {
        String name = "mck-" + COUNT.incrementAndGet();
        platform.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        platform.endWithTest(name);
        return new CheckTenant(platform.client(), node, name);
    }

    String namespace() {
        return namespace;
    }

    KubernetesClient client() {
        return client;
    }

    /** Applies a ConfigMap. */
    void files(String name, Map<String, String> files) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withData(files)
                        .build())
                .createOr(existing -> existing.update());
    }

    /** Applies a check of the ConfigMap {@code migrations}, with more lines of the spec. */
    void apply(String name, String... lines) {
        applySpec(name, "source: {configMap: {name: migrations}}", lines);
    }

    void applySpec(String name, String source, String... lines) {
        String yaml = """
                apiVersion: sluice.dev/v1alpha1
                kind: MigrationCheck
                metadata:
                  name: %s
                spec:
                  %s
                """.formatted(name, source)
                + List.of(lines).stream().map(line -> "  " + line + "\n").reduce("", String::concat);
        client.genericKubernetesResources("sluice.dev/v1alpha1", "MigrationCheck")
                .inNamespace(namespace)
                .resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
                .fieldManager("test")
                .forceConflicts()
                .serverSideApply();
    }

    /** Applies a DatabaseCluster whose server nobody reaches, with credentials in the Secret {@code monitor}. */
    void database(String name) {
        String yaml = """
                apiVersion: sluice.dev/v1alpha1
                kind: DatabaseCluster
                metadata:
                  name: %s
                spec:
                  database: shop
                  credentials: {secretName: monitor}
                  tls: {mode: disable}
                  primary: {name: a, host: 127.0.0.1, port: 1}
                """.formatted(name);
        client.genericKubernetesResources("sluice.dev/v1alpha1", "DatabaseCluster")
                .inNamespace(namespace)
                .resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
                .create();
    }

    void secret(String name, Map<String, String> values) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withStringData(values)
                        .build())
                .create();
    }

    void annotate(String name, String value) {
        client.genericKubernetesResources("sluice.dev/v1alpha1", "MigrationCheck")
                .inNamespace(namespace)
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"sluice.dev/run\":\"" + value + "\"}}}");
    }

    MigrationCheck check(String name) {
        MigrationCheck check = client.resources(MigrationCheck.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        assertThat(check).as("the MigrationCheck " + name).isNotNull();
        return check;
    }

    MigrationCheckStatus status(String name) {
        MigrationCheckStatus status = check(name).getStatus();
        return status == null ? MigrationCheckStatus.empty() : status;
    }

    /** Waits until the run of that number has begun; its Job. */
    PlayedJob run(String name, long number) {
        eventually(
                name,
                status -> assertThat(status.run()).isNotNull().satisfies(run -> {
                    assertThat(run.number()).isEqualTo(number);
                    assertThat(run.endedAt()).isNull();
                }));
        return new PlayedJob(client, node, namespace, status(name).run().jobName());
    }

    void eventually(String name, Consumer<MigrationCheckStatus> assertion) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertion.accept(status(name)));
    }

    /** Waits for a condition. */
    void eventually(String name, ConditionType type, ConditionStatus status, String reason) {
        eventually(
                name,
                now -> assertThat(now.condition(type)).hasValueSatisfying(condition -> {
                    assertThat(condition.reason()).as(condition.message()).isEqualTo(reason);
                    assertThat(condition.status()).isEqualTo(status);
                }));
    }

    Condition condition(String name, ConditionType type) {
        return status(name).condition(type).orElseThrow(() -> new AssertionError("no condition " + type));
    }

    ConfigMap configMap(String name) {
        ConfigMap map =
                client.configMaps().inNamespace(namespace).withName(name).get();
        assertThat(map).as("the ConfigMap " + name).isNotNull();
        return map;
    }

    List<Event> events(String check) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> check.equals(event.getInvolvedObject().getName()))
                .toList();
    }
}
