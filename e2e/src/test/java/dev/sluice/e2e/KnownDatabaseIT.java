package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.postgres.PostgresReplicaSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A check whose Job asks the primary of a DatabaseCluster how large its tables are. */
@Execution(ExecutionMode.CONCURRENT)
class KnownDatabaseIT {

    private static final String BLOCKING = "SET lock_timeout = '2s'; CREATE INDEX orders_item ON orders (item);";
    private static final String CLUSTER = """
            apiVersion: v1
            kind: Secret
            metadata: {name: monitor, namespace: %1$s}
            stringData: {username: sluice_monitor, password: %2$s}
            ---
            apiVersion: sluice.dev/v1alpha1
            kind: DatabaseCluster
            metadata: {name: shop, namespace: %1$s}
            spec:
              database: app
              credentials: {secretName: monitor}
              tls: {mode: disable}
              primary: {name: primary, host: %3$s, port: %4$d}
            """;

    private final K3s cluster = K3s.cluster();
    private final Check check = new Check(cluster);

    @BeforeEach
    void install() {
        new Release(cluster).install();
    }

    @AfterEach
    void remove() {
        check.remove();
    }

    @Test
    void whatBlocksALargeTableIsNoAlarmOnASmallOne() {
        String address = cluster.machineAddress();
        try (PostgresReplicaSet servers = PostgresReplicaSet.builder()
                .replicas(0)
                .listenAddresses("127.0.0.1," + address)
                .start()) {
            servers.createRole("sluice_monitor", PodImage.PASSWORD, "pg_monitor");
            servers.primary().execute("CREATE TABLE orders AS SELECT n AS item FROM generate_series(1, 200000) AS n");
            check.files("V1.sql", BLOCKING);
            check.declare("configMap: {name: files}", "databaseCluster: shop", "failOn: Medium");

            check.awaitCondition("Ready", "False", "DatabaseClusterMissing");
            cluster.apply(CLUSTER.formatted(
                    check.namespace(),
                    PodImage.PASSWORD,
                    address,
                    servers.primary().port()));

            check.awaitCondition("Passed", "False", "FindingsFail");
            servers.primary().execute("TRUNCATE orders; INSERT INTO orders SELECT generate_series(1, 40)");
            check.kubectl("annotate", "mck/orders", "sluice.dev/run=2");

            check.gate("Passed");
            assertThat(check.status().at("/counts/low").asInt()).isPositive();
        }
    }
}
