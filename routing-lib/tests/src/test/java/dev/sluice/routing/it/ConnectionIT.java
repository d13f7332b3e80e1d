package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Where a plain connection goes, and what it keeps on the way. */
class ConnectionIT extends OpenLibrary {

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

    private static int number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
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
