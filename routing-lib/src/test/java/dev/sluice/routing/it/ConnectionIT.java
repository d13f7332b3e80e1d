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
import java.io.StringReader;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** What an application sees of a plain connection. */
class ConnectionIT {

    private static PostgresReplicaSet set;
    private RoutingDataSource library;

    @BeforeAll
    static void start() {
        set = PostgresReplicaSet.builder().replicas(2).start();
        set.primary().execute("CREATE TABLE t (id int)");
        set.awaitReplication();
    }

    @AfterAll
    static void stop() {
        set.close();
    }

    @BeforeEach
    void open() {
        library = Libraries.open(set, Documents.of(set, Documents.POLICY));
    }

    @AfterEach
    void close() {
        library.close();
        set.servers().forEach(PostgresServer::start);
        set.awaitReplication();
    }

    @Test
    void aConnectionWithoutAWishGoesToThePrimary() throws Exception {
        try (Connection connection = library.getConnection()) {
            assertThat(Libraries.port(connection)).isEqualTo(set.primary().port());
            assertThat(connection.isReadOnly()).isFalse();
        }
    }

    @Test
    void readOnlyConnectionsAreSpreadOverTheReplicas() throws Exception {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            ports.add(Libraries.plainReadPort(library));
        }
        assertThat(ports)
                .containsExactlyInAnyOrder(
                        set.server("replica-1").port(), set.server("replica-2").port());
        assertThat(library.statistics().endpoint("replica-1").reads()).isEqualTo(2);
        assertThat(library.statistics().endpoint("replica-2").reads()).isEqualTo(2);
        assertThat(library.statistics().endpoint("primary").writes()).isZero();
    }

    @Test
    void settingReadOnlySwitchesBetweenTransactionsAndPreparedStatementsFollow() throws Exception {
        try (Connection connection = library.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement where = connection.prepareStatement("SELECT current_setting('port')::int + ?")) {
                where.setInt(1, 0);
                assertThat(number(where)).isEqualTo(set.primary().port());
                assertThatThrownBy(() -> connection.setReadOnly(true))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("within a transaction");
                connection.commit();

                connection.setReadOnly(true);
                int replica = number(where);
                assertThat(replica).isNotEqualTo(set.primary().port());
                assertThat(number(where))
                        .as("the transaction stays where it is")
                        .isEqualTo(replica);
                connection.rollback();

                connection.setReadOnly(false);
                where.setInt(1, 1000);
                assertThat(number(where)).isEqualTo(set.primary().port() + 1000);
                connection.commit();
            }
        }
    }

    @Test
    void whatWasSetHoldsOnTheNextServerAndNotInTheNextConnection() throws Exception {
        try (Connection connection = library.getConnection()) {
            connection.setSchema("pg_catalog");
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(connection.getSchema()).isEqualTo("pg_catalog");
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            assertThat(text(connection, "SHOW search_path")).contains("pg_catalog");
            assertThat(text(connection, "SHOW transaction_isolation")).isEqualTo("repeatable read");
            assertThat(text(connection, "SHOW transaction_read_only")).isEqualTo("on");
            connection.rollback();
        }
        try (Connection connection = library.getConnection()) {
            connection.setReadOnly(true);
            assertThat(text(connection, "SHOW search_path")).doesNotContain("pg_catalog");
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    void aWriteOnAReadOnlyConnectionIsRefusedAlsoOnThePrimary() throws Exception {
        set.server("replica-1").stop();
        set.server("replica-2").stop();
        try (Connection connection = library.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO t VALUES (1)"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("25006"));
            }
            connection.rollback();
        }
        assertThat(library.statistics().fallbacks()).isEqualTo(1);
    }

    @Test
    void anAutocommitQueryIsSentAgainElsewhereWhenItsServerIsKilled() throws Exception {
        try (Connection connection = library.getConnection()) {
            connection.setReadOnly(true);
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT ?::text || array_to_string(?::int[], ',') || current_setting('port')")) {
                Array numbers = connection.createArrayOf("int4", new Object[] {1, 2});
                query.setString(1, "x");
                query.setArray(2, numbers);
                query.setFetchSize(10);
                String before = text(query);
                kill(before.substring(4));

                String after = text(query);

                assertThat(after).startsWith("x1,2").isNotEqualTo(before);
                assertThat(query.getFetchSize()).isEqualTo(10);
            }
        }
        // None when a check was quicker than the query.
        assertThat(retries()).isLessThanOrEqualTo(1);
    }

    @Test
    void theFirstQueryOfAReadOnlyTransactionIsSentAgainTheSecondIsNot() throws Exception {
        try (Connection connection = library.getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            int before = Libraries.port(connection);
            connection.commit();
            kill(String.valueOf(before));
            int after = Libraries.port(connection);
            assertThat(after).isNotEqualTo(before).isNotEqualTo(set.primary().port());

            kill(String.valueOf(after));
            assertThatThrownBy(() -> Libraries.port(connection)).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> Libraries.port(connection))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("roll back");
            assertThatThrownBy(connection::commit).hasMessageContaining("has been rolled back");

            connection.rollback();
            assertThat(Libraries.port(connection)).isEqualTo(set.primary().port());
        }
    }

    @Test
    void whatCannotBeRepeatedFails() throws Exception {
        try (Connection connection = library.getConnection()) {
            connection.setReadOnly(true);
            try (PreparedStatement query = connection.prepareStatement("SELECT ?::text")) {
                query.setCharacterStream(1, new StringReader("once"));
                kill(String.valueOf(Libraries.port(connection)));
                assertThatThrownBy(query::executeQuery).isInstanceOf(SQLException.class);
            }
        }
        try (Connection connection = library.getConnection()) {
            connection.setReadOnly(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET search_path = pg_catalog");
                kill(String.valueOf(Libraries.port(connection)));
                assertThatThrownBy(() -> statement.executeQuery("SELECT 1")).isInstanceOf(SQLException.class);
            }
        }
        assertThat(retries()).isZero();
    }

    @Test
    void aWriteThatMayHaveRunIsNotRepeated() throws Exception {
        try (Connection connection = library.getConnection()) {
            assertThat(Libraries.port(connection)).isEqualTo(set.primary().port());
            set.primary().kill();
            set.primary().start();
            try (Statement statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO t VALUES (7)"))
                        .isInstanceOf(SQLException.class);
                // The connection itself goes on with a new session.
                statement.executeUpdate("INSERT INTO t VALUES (8)");
            }
        }
        assertThat(set.primary().query("SELECT count(*) FROM t WHERE id = 7")).isEqualTo("0");
        assertThat(set.primary().query("SELECT count(*) FROM t WHERE id = 8")).isEqualTo("1");
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

    @Test
    void theDriverIsWithinReachAndAClosedConnectionIsClosed() throws Exception {
        Connection connection = library.getConnection();
        assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
        assertThat(connection.unwrap(PGConnection.class).getBackendPID()).isPositive();
        assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
        Statement statement = connection.createStatement();
        assertThat(statement.getConnection()).isSameAs(connection);
        assertThat(connection.isValid(1)).isTrue();
        assertThat(connection).hasToString("RoutedConnection[primary]").isEqualTo(connection);
        connection.close();
        connection.close();
        assertThat(connection.isClosed()).isTrue();
        assertThat(statement.isClosed()).isTrue();
        assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOf(SQLException.class);
        assertThatThrownBy(connection::createStatement).isInstanceOf(SQLException.class);
    }

    private long retries() {
        return library.statistics().endpoints().stream()
                .mapToLong(e -> e.retries())
                .sum();
    }

    private static void kill(String port) {
        set.servers().stream()
                .filter(server -> port.equals(String.valueOf(server.port())))
                .forEach(PostgresServer::kill);
    }

    private static int number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static String text(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
