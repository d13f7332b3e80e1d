package dev.sluice.benchmarks;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.Credentials;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.EndpointsSpec;
import dev.sluice.api.v1alpha1.LagLimits;
import dev.sluice.api.v1alpha1.Member;
import dev.sluice.api.v1alpha1.Probe;
import dev.sluice.api.v1alpha1.Routing;
import dev.sluice.api.v1alpha1.Tls;
import dev.sluice.testing.kubernetes.ApiServer;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** What is in the API server: the CRD, Secrets, and as many DatabaseClusters as are asked for. */
final class Installation {

    private static final Path CRD =
            Path.of("crds", "src", "main", "resources", "META-INF", "sluice", "databaseclusters.sluice.dev-v1.yml");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final KubernetesClient client;

    Installation(ApiServer api) {
        this.client = api.client();
        try (var yaml = Files.newInputStream(CRD)) {
            client.load(yaml).serverSideApply();
        } catch (IOException e) {
            throw new UncheckedIOException("run this from the top of the project", e);
        }
    }

    void namespace(String namespace, PostgresReplicaSet servers) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("credentials")
                        .endMetadata()
                        .withStringData(Map.of("username", servers.user(), "password", servers.password()))
                        .build())
                .create();
    }

    void cluster(String namespace, String name, PostgresReplicaSet servers, Duration interval) {
        var cluster = new DatabaseCluster();
        cluster.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        cluster.setSpec(new DatabaseClusterSpec(
                servers.database(),
                Credentials.of("credentials"),
                new Tls(Tls.Mode.DISABLE, null, null),
                member(servers.primary()),
                servers.replicas().stream().map(Installation::member).toList(),
                Probe.every(interval),
                LagLimits.defaults(),
                Routing.defaults(),
                EndpointsSpec.defaults(),
                false));
        client.resource(cluster).create();
    }

    private static Member member(PostgresServer server) {
        return Member.of(server.name(), server.host(), server.port());
    }

    void awaitReady(String namespace, int count) {
        Poll.until(count + " clusters in " + namespace + " are Ready", PATIENCE, () -> ready(namespace) == count);
    }

    private long ready(String namespace) {
        return client.resources(DatabaseCluster.class).inNamespace(namespace).list().getItems().stream()
                .filter(cluster -> cluster.getStatus() != null
                        && cluster.getStatus()
                                .condition(ConditionType.READY)
                                .filter(condition -> condition.holds())
                                .isPresent())
                .count();
    }

    /** Secrets and ConfigMaps of other people, of 4 KiB each. */
    void foreign(String namespace, int count) {
        String value = "x".repeat(4096);
        IntStream.range(0, count).parallel().forEach(i -> {
            client.resource(new SecretBuilder()
                            .withNewMetadata()
                            .withNamespace(namespace)
                            .withName("foreign-" + i)
                            .endMetadata()
                            .withStringData(Map.of("value", value))
                            .build())
                    .create();
            client.resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withNamespace(namespace)
                            .withName("foreign-" + i)
                            .endMetadata()
                            .withData(Map.of("value", value))
                            .build())
                    .create();
        });
    }

    /** The endpoint document of a cluster. */
    String document(String namespace, String cluster) {
        return Objects.requireNonNull(client.configMaps()
                .inNamespace(namespace)
                .withName(cluster + "-endpoints")
                .get()
                .getData()
                .get("endpoints.json"));
    }

    /** The API server's own metrics. */
    PrometheusText metrics() {
        return PrometheusText.parse(client.raw("/metrics"));
    }
}
