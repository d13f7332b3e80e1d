package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one who had a connection has left behind for the next one, and what the cache makes of it. */
class NextBorrowerIT extends AutomaticCache {

    private static final String NAME = "SELECT name FROM items WHERE id = 1";
    private static final String CACHED = "/* sluice: cache ttl=1h */ " + NAME;
    private static final String ASKED = "/* sluice: no-cache */ " + NAME;
    private static final String WHO = "SELECT name FROM item_keys WHERE id = 1";

    @AfterEach
    void grantAgain() {
        set.primary().execute("GRANT SELECT ON item_keys TO alice");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAMethodHasSetIsTakenBack(boolean autoCommit) throws Exception {
        int session;
        List<String> before;
        try (Connection connection = library.getConnection()) {
            session = session(connection);
            before = settings(connection);
        }
        try (Connection connection = library.getConnection()) {
            connection.setAutoCommit(autoCommit);
            connection.setSchema("second");
            assertThat(session(connection)).isEqualTo(session);
            connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
            connection.setClientInfo("ApplicationName", "somebody");
            connection.setNetworkTimeout(Runnable::run, 12_345);
            if (autoCommit) {
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            }
            assertThat(settings(connection)).isNotEqualTo(before).contains("somebody");
            assertThatThrownBy(() -> one(connection, "SELECT 1 / 0")).isInstanceOf(SQLException.class);
        }
        try (Connection connection = library.getConnection()) {
            assertThat(session(connection)).isEqualTo(session);
            assertThat(settings(connection)).isEqualTo(before);
            assertThat(one(connection, CACHED)).isEqualTo("one");
            assertThat(one(connection, ASKED)).isEqualTo("one");
        }
    }

    private static List<String> settings(Connection connection) throws SQLException {
        return List.of(
                one(connection, "SHOW search_path"),
                one(connection, "SHOW application_name"),
                one(connection, "SHOW transaction_isolation"),
                String.valueOf(connection.getHoldability()),
                String.valueOf(connection.getNetworkTimeout()));
    }

    @Test
    void aTransactionThatWasBegunByATextEnds() throws Exception {
        int session;
        try (Connection connection = library.getConnection()) {
            session = session(connection);
            execute(connection, "BEGIN");
            execute(connection, "UPDATE items SET name = 'half' WHERE id = 1");
        }
        try (Connection connection = library.getConnection()) {
            assertThat(session(connection)).isEqualTo(session);
            assertThat(one(connection, "SELECT txid_current_if_assigned() IS NULL"))
                    .isEqualTo("t");
            assertThat(one(connection, ASKED)).isEqualTo("one");
        }
    }

    @Test
    void theCacheAnswersForWhatAStatementHasLeftInTheSession() throws Exception {
        assertThat(isCached(CACHED)).isTrue();
        int session = leave("SET search_path = second, public");
        try (Connection connection = library.getConnection()) {
            assertThat(session(connection)).isEqualTo(session);
            assertThat(one(connection, ASKED)).as("as with every pool").isEqualTo("second");
            assertThat(one(connection, CACHED)).isEqualTo("second");
            assertThat(isCached(connection, CACHED)).isTrue();
            execute(connection, "DISCARD ALL");
        }
        assertThat(one(CACHED)).isEqualTo("one");
    }

    @Test
    void theCacheAnswersForTheRoleThatIsLeftInTheSession() throws Exception {
        assertThat(isCached(WHO)).isTrue();
        set.primary().execute("REVOKE SELECT ON item_keys FROM alice");
        int session = leave("SET ROLE alice");
        try (Connection connection = library.getConnection()) {
            assertThat(session(connection)).isEqualTo(session);
            assertThatThrownBy(() -> one(connection, WHO))
                    .as("the cached rows are another one's")
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
            execute(connection, "RESET ROLE");
            assertThat(one(connection, WHO)).isEqualTo("one");
        }
    }

    private int leave(String sql) throws SQLException {
        try (Connection connection = library.getConnection()) {
            // What is known of the session is known before.
            one(connection, CACHED);
            execute(connection, sql);
            return session(connection);
        }
    }

    private static int session(Connection connection) throws SQLException {
        return Libraries.number(connection, "SELECT pg_backend_pid()");
    }
}
