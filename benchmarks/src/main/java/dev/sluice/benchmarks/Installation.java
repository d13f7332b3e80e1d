package dev.sluice.benchmarks;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.Credentials;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.EndpointsSpec;
import dev.sluice.api.v1alpha1.LagLimits;
import dev.sluice.api.v1alpha1.Member;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.Probe;
import dev.sluice.api.v1alpha1.Routing;
import dev.sluice.api.v1alpha1.Tls;
import dev.sluice.routing.topology.TopologyCodec;
import dev.sluice.testing.kubernetes.ApiServer;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** What is in the API server: the CRDs, Secrets, and as many DatabaseClusters as are asked for, all in one namespace. */
final class Installation {

    private static final Path CRDS = Path.of("crds", "src", "main", "resources", "META-INF", "sluice");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String NAMESPACE = "fleet";
    private static final int PER_NETWORK = 250;

    private final KubernetesClient client;

    Installation(ApiServer api) {
        this.client = api.client();
        try (var files = Files.list(CRDS)) {
            for (Path file : files.sorted().toList()) {
                try (var yaml = Files.newInputStream(file)) {
                    client.load(yaml).serverSideApply();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("run this from the top of the project", e);
        }
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        Poll.until(
                "the API server knows the kinds",
                PATIENCE,
                () -> isEmpty(DatabaseCluster.class) && isEmpty(MigrationCheck.class));
    }

    private boolean isEmpty(Class<? extends HasMetadata> kind) {
        return client.resources(kind).inNamespace(NAMESPACE).list().getItems().isEmpty();
    }

    /** A loopback address for each cluster, so that no two clusters have an endpoint in common. */
    static String address(int cluster) {
        return "127.1." + cluster / PER_NETWORK + "." + (1 + cluster % PER_NETWORK);
    }

    /** Makes a cluster of three members, and a Secret of its own with what signs in. */
    void cluster(String name, PostgresReplicaSet servers, String address, Duration interval) {
        client.resource(new SecretBuilder()
                        .withMetadata(named(name))
                        .withStringData(Map.of("username", servers.user(), "password", servers.password()))
                        .build())
                .create();
        var cluster = new DatabaseCluster();
        cluster.setMetadata(named(name));
        cluster.setSpec(new DatabaseClusterSpec(
                servers.database(),
                Credentials.of(name),
                new Tls(Tls.Mode.DISABLE, null, null),
                member(servers.primary(), address),
                servers.replicas().stream()
                        .map(server -> member(server, address))
                        .toList(),
                null,
                Probe.every(interval),
                LagLimits.defaults(),
                Routing.defaults(),
                EndpointsSpec.defaults(),
                false));
        client.resource(cluster).create();
    }

    private static Member member(PostgresServer server, String address) {
        return Member.of(server.name(), address, server.port());
    }

    private static ObjectMeta named(String name) {
        return new ObjectMetaBuilder().withNamespace(NAMESPACE).withName(name).build();
    }

    /** Waits until so many clusters are Ready. */
    void awaitReady(int count) {
        Poll.until(count + " clusters are Ready", PATIENCE, () -> ready() >= count);
    }

    private long ready() {
        return client.resources(DatabaseCluster.class).inNamespace(NAMESPACE).list().getItems().stream()
                .filter(cluster -> cluster.getStatus() != null
                        && cluster.getStatus()
                                .condition(ConditionType.READY)
                                .filter(condition -> condition.holds())
                                .isPresent())
                .count();
    }

    /** Secrets and ConfigMaps of other people, of 4 KiB each. */
    void foreign(int count) {
        String value = "x".repeat(4096);
        IntStream.range(0, count).parallel().forEach(i -> {
            client.resource(new SecretBuilder()
                            .withMetadata(named("foreign-" + i))
                            .withStringData(Map.of("value", value))
                            .build())
                    .create();
            client.resource(new ConfigMapBuilder()
                            .withMetadata(named("foreign-" + i))
                            .withData(Map.of("value", value))
                            .build())
                    .create();
        });
    }

    /** The endpoint document of a cluster, as it was published last. */
    String document(String cluster) {
        return Objects.requireNonNull(
                client.configMaps()
                        .inNamespace(NAMESPACE)
                        .withName(cluster + "-endpoints")
                        .require()
                        .getData()
                        .get(TopologyCodec.DATA_KEY),
                "the ConfigMap of " + cluster + " holds no document");
    }

    /** Waits until each of these clusters has an endpoint document. */
    void awaitPublished(List<String> names) {
        Poll.until(
                "all of " + names + " are published",
                PATIENCE,
                () -> names.stream()
                        .allMatch(name -> client.configMaps()
                                        .inNamespace(NAMESPACE)
                                        .withName(name + "-endpoints")
                                        .get()
                                != null));
    }

    /** The API server's own metrics. */
    PrometheusText apiMetrics() {
        return PrometheusText.parse(client.raw("/metrics"));
    }
}
