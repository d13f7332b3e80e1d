package dev.sluice.routing.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** What is sent again when its server fails, and what is not. */
class ResendIT extends OpenLibrary {

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
            assertThatThrownBy(connection::commit).hasMessageContaining("nothing of it stays");

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
    void nobodyKnowsTheOutcomeOfACommitWhoseReplyIsLost() throws Exception {
        try (Connection connection = library.getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().executeUpdate("INSERT INTO t VALUES (10)");
            set.primary().kill();
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
            assertThatThrownBy(connection::commit)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08007"))
                    .hasMessageContaining("nobody knows the outcome");
        }
    }

    @Test
    void aWriteAfterACrashIsNotSentOnASessionThatDied() throws Exception {
        List<Connection> sessions = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Connection connection = library.getConnection();
            Libraries.port(connection);
            sessions.add(connection);
        }
        for (Connection connection : sessions) {
            connection.close();
        }
        set.primary().kill();
        // A session is not asked again when one of its pool has answered within 20 ms.
        await().pollDelay(Duration.ofMillis(50)).until(() -> true);
        CompletableFuture<Void> restart =
                CompletableFuture.runAsync(() -> set.primary().start());
        for (int i = 0; i < 5; i++) {
            library.executeWrite(connection -> connection.createStatement().executeUpdate("INSERT INTO t VALUES (9)"));
        }
        restart.join();
        assertThat(set.primary().query("SELECT count(*) FROM t WHERE id = 9")).isEqualTo("5");
    }

    @Test
    void oneSessionThatBreaksUnderAWriteTakesTheIdleOnesAlong() throws Exception {
        String sessions = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sluice'";
        try (Connection breaking = library.getConnection()) {
            int process = breaking.unwrap(PGConnection.class).getBackendPID();
            Libraries.writePort(library);
            assertThat(set.primary().query(sessions)).isEqualTo("2");
            set.primary().execute("SELECT pg_terminate_backend(" + process + ")");
            assertThatThrownBy(() -> Libraries.port(breaking)).isInstanceOf(SQLException.class);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> "0".equals(set.primary().query(sessions)));
        }
        assertThat(Libraries.writePort(library)).isEqualTo(set.primary().port());
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

    private static String text(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }
}
