package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.credentials.Credentials;
import dev.sluice.routing.credentials.CredentialsSource;
import dev.sluice.routing.jdbc.Attempt;
import dev.sluice.routing.jdbc.NoEndpointException;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Fallback;
import dev.sluice.routing.topology.Role;
import dev.sluice.routing.topology.RoutingPolicy;
import dev.sluice.routing.topology.Topology;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may be read from: by the library's own measure, and by the document. */
@Tag("core")
class FreshnessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RoutingPolicy STRICT = new RoutingPolicy(Duration.ofMillis(500), null, 3, Fallback.PRIMARY);

    private static final String PORT = "SELECT current_setting('port')::int";

    private static PostgresReplicaSet set;
    private static PostgresReplicaSet other;
    private static PostgresServer first;

    @BeforeAll
    static void start() {
        set = PostgresReplicaSet.builder().replicas(2).start();
        other = PostgresReplicaSet.builder().replicas(0).start();
        first = set.server("replica-1");
        set.primary().execute("CREATE TABLE t (id int)");
        set.awaitReplication();
    }

    @AfterAll
    static void stop() {
        set.close();
        other.close();
    }

    @AfterEach
    void heal() {
        set.servers().forEach(PostgresServer::start);
        first.resumeReplay();
        set.replicationProxy(first).restore();
        set.awaitReplication();
    }

    @Test
    void aReplicaWhoseReplayIsPausedLeavesAndReturnsWithoutANewDocument() {
        try (RoutingDataSource library = Libraries.open(set, Documents.of(set, STRICT));
                ReadLoop loop = ReadLoop.start(2, () -> Libraries.readPort(library));
                ReadLoop writes = ReadLoop.start(1, () -> {
                    set.primary().execute("INSERT INTO t VALUES (1)");
                    return 1;
                })) {
            await().atMost(PATIENCE).until(() -> loop.done() > 100 && writes.done() > 5);
            first.pauseReplay();
            await().atMost(PATIENCE).until(() -> library.statistics().readers().equals(List.of("replica-2")));
            assertThat(library.statistics().outOfRotation().get("replica-1")).contains("ReplayPaused");

            first.resumeReplay();
            await().atMost(PATIENCE).until(() -> library.statistics().readers().size() == 2);
            assertThat(loop.failures()).isEmpty();
        }
    }

    @Test
    void aHeldConnectionLeavesAReplicaThatLagsOrSaysThatItCannot() throws Exception {
        RoutingPolicy failing = new RoutingPolicy(Duration.ofMillis(500), null, 3, Fallback.FAIL);
        Topology only = Documents.of(
                set,
                Documents.endpoint(set.primary(), Role.PRIMARY),
                List.of(Documents.endpoint(first, Role.REPLICA)),
                failing);
        Topology both = Documents.of(set, failing).withRevision(2, only.publishedAt());
        MemoryTopology documents = new MemoryTopology(only);
        try (RoutingDataSource library =
                        RoutingDataSource.open(Libraries.options(set, documents).build());
                Connection movable = readOnly(library);
                Connection told = readOnly(library);
                Connection reading = readOnly(library);
                Connection transaction = readOnly(library);
                PreparedStatement one = movable.prepareStatement(PORT);
                PreparedStatement two = movable.prepareStatement(PORT);
                Statement rows = reading.createStatement();
                ReadLoop writes = ReadLoop.start(1, () -> {
                    set.primary().execute("INSERT INTO t VALUES (1)");
                    return 1;
                })) {
            assertThat(List.of(port(one), port(two))).containsOnly(first.port());
            try (Statement statement = told.createStatement()) {
                statement.execute("SET work_mem = '5MB'");
            }
            ResultSet open = rows.executeQuery("SELECT generate_series(1, 3)");
            assertThat(open.next()).isTrue();
            transaction.setAutoCommit(false);
            assertThat(Libraries.port(transaction)).isEqualTo(first.port());
            documents.publish(both);
            await().atMost(PATIENCE).until(() -> writes.done() > 5);

            first.pauseReplay();
            // Nothing else reads: the held connections themselves make the checks run.
            await().atMost(PATIENCE).untilAsserted(() -> assertStranded(told, "SET"));
            assertStranded(reading, "result set");
            assertThat(told.isValid(1)).isFalse();
            assertThat(List.of(port(one), port(two)))
                    .containsOnly(set.server("replica-2").port());
            assertThat(open.next()).as("rows that were there before").isTrue();
            assertThat(Libraries.port(transaction)).isEqualTo(first.port());
            transaction.rollback();
            assertThat(Libraries.port(transaction))
                    .isEqualTo(set.server("replica-2").port());
            open.close();
            assertThat(Libraries.port(reading))
                    .isEqualTo(set.server("replica-2").port());

            first.resumeReplay();
            await().atMost(PATIENCE).ignoreException(SQLException.class).untilAsserted(() -> {
                assertThat(port(two)).isPositive();
                assertThat(Libraries.port(told)).isEqualTo(first.port());
            });
            assertThat(told.isValid(1)).isTrue();
        }
    }

    private static Connection readOnly(RoutingDataSource library) throws SQLException {
        Connection connection = library.getConnection();
        connection.setReadOnly(true);
        return connection;
    }

    private static int port(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void assertStranded(Connection connection, String because) {
        assertThatThrownBy(() -> Libraries.port(connection))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08006"))
                .hasMessageContaining("replica-1")
                .hasMessageContaining("ReplayPaused")
                .hasMessageContaining(because);
    }

    @Test
    void aReplicaWithoutAReceiverLeavesThoughNothingIsWrittenAndNoRightIsGranted() {
        set.createRole("app", "secret");
        try (RoutingDataSource library =
                        RoutingDataSource.open(Libraries.options(set, new MemoryTopology(Documents.of(set, STRICT)))
                                .credentials(CredentialsSource.fixed(new Credentials("app", "secret")))
                                .build());
                ReadLoop loop = ReadLoop.start(1, () -> Libraries.readPort(library))) {
            await().atMost(PATIENCE).until(() -> loop.done() > 20);
            set.replicationProxy(first).cut();
            await().atMost(PATIENCE).until(() -> library.statistics().readers().equals(List.of("replica-2")));
            assertThat(library.statistics().outOfRotation().get("replica-1")).contains("ReceiverDown");

            set.replicationProxy(first).restore();
            await().atMost(PATIENCE).until(() -> library.statistics().readers().size() == 2);
            assertThat(loop.failures()).isEmpty();
        }
    }

    @Test
    void anIdlePrimaryMakesNobodyLookBehind() {
        try (RoutingDataSource library = Libraries.open(set, Documents.of(set, STRICT));
                ReadLoop loop = ReadLoop.start(1, () -> Libraries.readPort(library))) {
            await().during(Duration.ofSeconds(5))
                    .atMost(PATIENCE)
                    .until(() -> library.statistics().readers().size() == 2);
            assertThat(loop.failures()).isEmpty();
            assertThat(library.statistics().endpoint("replica-1").ejections()).isZero();
        }
    }

    @Test
    void aServerOfAnotherDatabaseIsNotReadFrom() {
        Endpoint foreign = new Endpoint(
                "foreign",
                other.primary().host(),
                other.primary().port(),
                Role.REPLICA,
                1,
                null,
                EndpointState.HEALTHY,
                "Test",
                null,
                null);
        Topology document = Documents.of(
                set,
                Documents.endpoint(set.primary(), Role.PRIMARY),
                List.of(Documents.endpoint(first, Role.REPLICA), foreign),
                Documents.POLICY);
        try (RoutingDataSource library = RoutingDataSource.open(Libraries.options(set, new MemoryTopology(document))
                        .credentials(FreshnessIT::login)
                        .build());
                ReadLoop loop = ReadLoop.start(1, () -> Libraries.readPort(library))) {
            await().atMost(PATIENCE).until(() -> library.statistics().readers().equals(List.of("replica-1")));
            assertThat(library.statistics().outOfRotation().get("foreign")).contains("ForeignSystem");
            await().atMost(PATIENCE).until(() -> loop.done() > 0);
        }
    }

    @Test
    void aReplicaThatIsNotPublishedAsHealthyIsNotReadFrom() throws Exception {
        for (EndpointState state : EndpointState.values()) {
            Topology document = Documents.of(
                    set,
                    Documents.endpoint(set.primary(), Role.PRIMARY),
                    List.of(
                            Documents.endpoint(first, Role.REPLICA, state),
                            Documents.endpoint(set.server("replica-2"), Role.REPLICA)),
                    Documents.POLICY);
            try (RoutingDataSource library = Libraries.open(set, document)) {
                if (state == EndpointState.HEALTHY) {
                    // The library's own first check may leave it out for a moment.
                    await().atMost(PATIENCE).until(() -> {
                        Libraries.readPort(library);
                        return library.statistics().endpoint("replica-1").reads() > 0;
                    });
                    continue;
                }
                for (int i = 0; i < 6; i++) {
                    Libraries.readPort(library);
                }
                assertThat(library.statistics().endpoint("replica-1").reads())
                        .as("reads while published as %s", state)
                        .isZero();
            }
        }
    }

    @Test
    void withoutAUsableReplicaThePolicyDecides() throws Exception {
        List<Endpoint> lagging = List.of(
                Documents.endpoint(first, Role.REPLICA, EndpointState.LAGGING),
                Documents.endpoint(set.server("replica-2"), Role.REPLICA, EndpointState.DRAINING));
        Endpoint primary = Documents.endpoint(set.primary(), Role.PRIMARY);
        try (RoutingDataSource library = Libraries.open(set, Documents.of(set, primary, lagging, Documents.POLICY))) {
            assertThat(Libraries.readPort(library)).isEqualTo(set.primary().port());
            assertThat(Libraries.plainReadPort(library)).isEqualTo(set.primary().port());
            assertThat(library.statistics().fallbacks()).isEqualTo(2);
        }
        try (RoutingDataSource library = Libraries.open(set, Documents.of(set, primary, lagging, Documents.FAILING))) {
            assertThatThrownBy(() -> Libraries.readPort(library)).isInstanceOf(NoEndpointException.class);
            assertThat(Libraries.writePort(library)).isEqualTo(set.primary().port());
        }
    }

    @Test
    void aReadThatNobodyServesSaysWhoWasTriedAndWhy() {
        first.stop();
        set.server("replica-2").stop();
        try (RoutingDataSource library = Libraries.open(set, Documents.of(set, Documents.FAILING))) {
            assertThatThrownBy(() -> Libraries.readPort(library))
                    .isInstanceOfSatisfying(
                            NoEndpointException.class,
                            e -> assertThat(e.attempts())
                                    .extracting(Attempt::endpoint)
                                    .containsExactlyInAnyOrder("replica-1", "replica-2"))
                    .hasMessageContaining("replica-1")
                    .hasMessageContaining("refused");
            first.start();
            // Nothing reads meanwhile; the next read itself looks whether a replica is back.
            await().atMost(PATIENCE)
                    .ignoreException(NoEndpointException.class)
                    .untilAsserted(() -> assertThat(Libraries.readPort(library)).isEqualTo(first.port()));
        }
    }

    @Test
    void withThePrimaryDownReadsGoOnAndAWriteSaysWhatItTried() throws Exception {
        try (RoutingDataSource library =
                        RoutingDataSource.open(Libraries.options(set, new MemoryTopology(Documents.of(set, STRICT)))
                                .pools(new dev.sluice.routing.jdbc.PoolOptions(
                                        5, 5, Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofMinutes(5)))
                                .build());
                ReadLoop loop = ReadLoop.start(2, () -> Libraries.readPort(library))) {
            await().atMost(PATIENCE).until(() -> loop.done() > 100);
            set.primary().stop();
            await().during(Duration.ofSeconds(5))
                    .atMost(PATIENCE)
                    .until(() -> library.statistics().readers().size() == 2);
            assertThatThrownBy(() -> Libraries.writePort(library))
                    .isInstanceOf(NoEndpointException.class)
                    .hasMessageContaining("primary");
            assertThat(loop.failures()).isEmpty();
        }
    }

    private static Credentials login(Endpoint endpoint) {
        PostgresReplicaSet owner = endpoint.name().equals("foreign") ? other : set;
        return new Credentials(owner.user(), owner.password());
    }
}
