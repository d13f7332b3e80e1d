package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import dev.sluice.routing.topology.TopologyFormatException;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import io.fabric8.kubernetes.api.model.ConfigMap;
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

/** One test's namespace, and what the test reads there as a user would. */
final class Tenant {

    static final String SECRET = "credentials";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final KubernetesClient client;
    private final String namespace;

    private Tenant(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** A namespace whose Secret signs in as this user. */
    static Tenant of(Platform platform, String user, String password) {
        String name = "it-" + COUNT.incrementAndGet();
        platform.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        platform.endWithTest(name);
        var tenant = new Tenant(platform.client(), name);
        tenant.secret(SECRET, Map.of("username", user, "password", password));
        return tenant;
    }

    static Tenant of(Platform platform, PostgresReplicaSet servers) {
        return of(platform, servers.user(), servers.password());
    }

    String namespace() {
        return namespace;
    }

    KubernetesClient client() {
        return client;
    }

    void secret(String name, Map<String, String> entries) {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withStringData(entries)
                        .build())
                .createOr(existing -> existing.update());
    }

    void apply(ClusterYaml yaml) {
        client.genericKubernetesResources("sluice.dev/v1alpha1", "DatabaseCluster")
                .inNamespace(namespace)
                .resource(Serialization.unmarshal(yaml.toString(), GenericKubernetesResource.class))
                .fieldManager("test")
                .forceConflicts()
                .serverSideApply();
    }

    /** Changes a part of the resource, by JSON merge patch; gives the generation after it. */
    long patch(String name, String json) {
        return client.genericKubernetesResources("sluice.dev/v1alpha1", "DatabaseCluster")
                .inNamespace(namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), json)
                .getMetadata()
                .getGeneration();
    }

    void delete(String name) {
        client.resources(DatabaseCluster.class)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    DatabaseCluster cluster(String name) {
        DatabaseCluster cluster = client.resources(DatabaseCluster.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        assertThat(cluster).as("the DatabaseCluster " + name).isNotNull();
        return cluster;
    }

    DatabaseClusterStatus status(String name) {
        DatabaseClusterStatus status = cluster(name).getStatus();
        return status == null ? DatabaseClusterStatus.empty() : status;
    }

    Condition condition(String name, ConditionType type) {
        return status(name).condition(type).orElseThrow(() -> new AssertionError("no condition " + type));
    }

    MemberStatus member(String name, String member) {
        return status(name).member(member).orElseThrow(() -> new AssertionError("no member " + member));
    }

    ConfigMap configMap(String name) {
        ConfigMap configMap =
                client.configMaps().inNamespace(namespace).withName(name).get();
        assertThat(configMap).as("the ConfigMap " + name).isNotNull();
        return configMap;
    }

    Topology topology(String cluster) {
        try {
            return TopologyCodec.read(
                    configMap(cluster + "-endpoints").getData().get("endpoints.json"));
        } catch (TopologyFormatException e) {
            throw new AssertionError(e);
        }
    }

    List<Event> events(String cluster) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(e -> cluster.equals(e.getInvolvedObject().getName()))
                .toList();
    }

    /** Waits until the assertion about the cluster's status holds. */
    void eventually(String name, Consumer<DatabaseClusterStatus> assertion) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertion.accept(status(name)));
    }

    void eventuallyReady(String name) {
        eventually(
                name,
                status -> assertThat(status.condition(ConditionType.READY))
                        .hasValueSatisfying(ready -> assertThat(ready.holds())
                                .as(ready.reason() + ": " + ready.message())
                                .isTrue()));
    }

    void eventuallyState(String name, String member, MemberState state, String reason) {
        eventually(
                name,
                status -> assertThat(status.member(member)).hasValueSatisfying(m -> {
                    assertThat(m.state()).as(m.reason() + ": " + m.message()).isEqualTo(state);
                    assertThat(m.reason()).isEqualTo(reason);
                }));
    }

    void eventuallyTopology(String name, Consumer<Topology> assertion) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertion.accept(topology(name)));
    }
}
