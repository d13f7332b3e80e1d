package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.jdbc.PoolBusyException;
import dev.sluice.routing.jdbc.PoolOptions;
import dev.sluice.routing.topology.Role;
import dev.sluice.routing.topology.Topology;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pools that are full, and pools whose endpoint has gone. */
class PoolsIT {

    private static PostgresReplicaSet set;

    @BeforeAll
    static void start() {
        set = PostgresReplicaSet.builder().replicas(2).start();
    }

    @AfterAll
    static void stop() {
        set.close();
    }

    @Test
    void aFullPoolIsNoFailureOfItsEndpoint() throws Exception {
        PoolOptions small = new PoolOptions(1, 1, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(5));
        List<Connection> held = new ArrayList<>();
        try (RoutingDataSource tight =
                RoutingDataSource.open(Libraries.options(set, new MemoryTopology(Documents.of(set, Documents.POLICY)))
                        .pools(small)
                        .build())) {
            for (int i = 0; i < 2; i++) {
                Connection connection = tight.getConnection();
                connection.setReadOnly(true);
                Libraries.port(connection);
                held.add(connection);
            }
            assertThatThrownBy(() -> Libraries.readPort(tight))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("All replicas are busy");
            assertThat(tight.statistics().readers()).hasSize(2);
            assertThat(tight.statistics().endpoint("replica-1").ejections()).isZero();

            Connection writing = tight.getConnection();
            held.add(writing);
            Libraries.port(writing);
            assertThatThrownBy(() -> Libraries.writePort(tight)).isInstanceOf(PoolBusyException.class);
            for (Connection connection : held) {
                connection.close();
            }
            assertThat(Libraries.writePort(tight)).isEqualTo(set.primary().port());
        }
    }

    @Test
    void anEndpointThatLeavesTheDocumentFinishesItsTransactionsFirst() throws Exception {
        Topology both = Documents.of(set, Documents.POLICY);
        MemoryTopology documents = new MemoryTopology(both);
        try (RoutingDataSource changing =
                        RoutingDataSource.open(Libraries.options(set, documents).build());
                Connection connection = changing.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            int leaving = Libraries.port(connection);
            Topology one = Documents.of(
                    set,
                    Documents.endpoint(set.primary(), Role.PRIMARY),
                    both.replicas().stream().filter(e -> e.port() != leaving).toList(),
                    Documents.POLICY);
            documents.publish(one.withRevision(2, one.publishedAt()));

            assertThat(Libraries.port(connection)).isEqualTo(leaving);
            connection.commit();
            assertThat(Libraries.port(connection)).isNotEqualTo(leaving);
            connection.commit();
            String sessions =
                    "SELECT count(*) FROM pg_stat_activity WHERE application_name IN ('sluice', 'sluice-check')";
            PostgresServer gone = set.servers().stream()
                    .filter(server -> server.port() == leaving)
                    .findFirst()
                    .orElseThrow();
            await().atMost(Duration.ofSeconds(10)).until(() -> "0".equals(gone.query(sessions)));
        }
    }
}
