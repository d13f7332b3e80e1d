package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import dev.sluice.testing.process.Poll;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** PostgreSQL outside of the cluster: servers that are processes of this machine. */
@Execution(ExecutionMode.CONCURRENT)
class OutsideIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NAMESPACE = "outside";
    private static final String CLUSTER = """
            apiVersion: v1
            kind: Secret
            metadata: {name: monitor, namespace: outside}
            stringData: {username: sluice_monitor, password: %1$s}
            ---
            apiVersion: sluice.dev/v1alpha1
            kind: DatabaseCluster
            metadata: {name: orders, namespace: outside}
            spec:
              database: app
              credentials: {secretName: monitor}
              tls: {mode: disable}
              probe: {interval: 1s}
              primary: %2$s
              replicas: [%3$s]
            """;

    private final K3s cluster = K3s.cluster();
    private final String address = cluster.machineAddress();

    @BeforeEach
    void start() {
        new Release(cluster).install();
        cluster.restrictedNamespace(NAMESPACE);
    }

    @AfterEach
    void stop() {
        cluster.kubectl().run("delete", "databasecluster/orders", "--namespace", NAMESPACE, "--ignore-not-found");
    }

    @Test
    void serversOutsideAreWatchedAndAPromotionIsFollowed() {
        try (PostgresReplicaSet servers = PostgresReplicaSet.builder()
                .replicas(2)
                .listenAddresses("127.0.0.1," + address)
                .start()) {
            servers.createRole("sluice_monitor", PodImage.PASSWORD, "pg_monitor");
            servers.awaitReplication();
            cluster.apply(CLUSTER.formatted(
                    PodImage.PASSWORD,
                    member(servers.primary()),
                    servers.replicas().stream().map(this::member).collect(Collectors.joining(", "))));
            cluster.kubectl()
                    .run(
                            "wait",
                            "--for=condition=Ready",
                            "databasecluster/orders",
                            "--namespace",
                            NAMESPACE,
                            "--timeout=120s");
            assertThat(published().at("/primary/host").asText()).isEqualTo(address);

            PostgresServer next = servers.replicas().get(0);
            servers.primary().kill();
            servers.promote(next);

            Poll.until(
                    "the promoted server is published as the primary",
                    PATIENCE,
                    () -> published().at("/primary/port").asInt() == next.port());
        }
    }

    private JsonNode published() {
        return Shop.published(cluster, NAMESPACE).orElseThrow();
    }

    private String member(PostgresServer server) {
        return "{name: %s, host: %s, port: %d}".formatted(server.name(), address, server.port());
    }
}
