package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.process.Poll;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What the leader needs for many resources; a limit of the chart's default has to be far enough. */
@Isolated
class ManyClustersIT {

    private static final int CLUSTERS = 200;
    private static final String NAMESPACE = "many";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String SECRET = """
            apiVersion: v1
            kind: Secret
            metadata: {name: monitor, namespace: many}
            stringData: {username: sluice_monitor, password: %s}
            """;
    private static final String CLUSTER = """
            ---
            apiVersion: sluice.dev/v1alpha1
            kind: DatabaseCluster
            metadata: {name: orders-%1$d, namespace: many}
            spec:
              database: orders
              credentials: {secretName: monitor}
              tls: {mode: disable}
              primary: {name: pg-0, host: %2$s}
              replicas:
                - {name: pg-1, host: %3$s}
                - {name: pg-2, host: %4$s}
            """;

    private final K3s cluster = K3s.cluster();
    private final Release release = new Release(cluster);

    @AfterEach
    void remove() {
        cluster.kubectl().run("delete", "namespace", NAMESPACE, "--wait=false");
    }

    @Test
    void memoryOfTheLeaderIsMeasured() {
        new Databases(cluster).ensure();
        release.install();
        int restarts = release.restarts();
        cluster.restrictedNamespace(NAMESPACE);
        cluster.apply(IntStream.range(0, CLUSTERS)
                .mapToObj(number -> CLUSTER.formatted(number, Databases.host(0), Databases.host(1), Databases.host(2)))
                .collect(Collectors.joining("", SECRET.formatted(PodImage.PASSWORD), "")));

        Poll.until("all are published", PATIENCE, () -> published() == CLUSTERS);

        String leader = release.leader().orElseThrow();
        Figures.megabytes(
                "memory of the leader with " + CLUSTERS + " clusters of three members (VmRSS)",
                release.residentMemory(leader));
        assertThat(release.restarts()).isEqualTo(restarts);
    }

    private int published() {
        return cluster.client()
                .configMaps()
                .inNamespace(NAMESPACE)
                .withLabel("app.kubernetes.io/managed-by", "sluice")
                .list()
                .getItems()
                .size();
    }
}
