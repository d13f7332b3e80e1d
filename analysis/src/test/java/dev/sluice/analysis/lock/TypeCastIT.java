package dev.sluice.analysis.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.DataType;
import dev.sluice.analysis.statement.Span;
import dev.sluice.testing.junit.FixtureLogs;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Holds what is known of casts against a real server: each of the types is changed to each other. */
@ExtendWith(FixtureLogs.class)
class TypeCastIT {

    private static final List<String> REFUSED = List.of("42804", "42846");

    private static PostgresReplicaSet set;
    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        set = PostgresReplicaSet.builder().replicas(0).start();
        connection = DriverManager.getConnection(set.primary().jdbcUrl("postgres"), set.user(), set.password());
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        set.close();
    }

    @Test
    void aServerCastsWhatIsSaidToBeCast() throws SQLException {
        List<DataType> types = new ArrayList<>();
        for (String name : new TreeSet<>(TypeCast.AUTOMATICALLY.keySet())) {
            types.add(new DataType(name, List.of(), 0, new Span(0, 0)));
        }
        for (String name : List.of("text", "integer", "boolean", "jsonb")) {
            types.add(new DataType(name, List.of(), 1, new Span(0, 0)));
        }
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (DataType from : types) {
            for (DataType to : types) {
                TypeCast said = TypeCast.of(from, to, Schema.EMPTY);
                TypeCast seen = seen(from.sql(), to.sql());
                // PostgreSQL 18 has casts between numbers and bytea.
                boolean newer = (from.name() + to.name()).contains("bytea")
                        && said == TypeCast.NONE
                        && seen == TypeCast.EXPLICIT;
                if (said != seen && !newer) {
                    wrong.add(from.sql() + " to " + to.sql() + " is " + seen + " and not " + said);
                }
                compared++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThan(1000);
    }

    private static TypeCast seen(String from, String to) throws SQLException {
        if (changes(from, to, "")) {
            return TypeCast.AUTOMATIC;
        }
        return changes(from, to, " USING v::" + to) ? TypeCast.EXPLICIT : TypeCast.NONE;
    }

    private static boolean changes(String from, String to, String using) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE cast_of (v " + from + ")");
            try {
                statement.execute("ALTER TABLE cast_of ALTER COLUMN v TYPE " + to + using);
                return true;
            } catch (SQLException e) {
                assertThat(e.getSQLState())
                        .as("%s to %s: %s", from, to, e.getMessage())
                        .isIn(REFUSED);
                return false;
            }
        } finally {
            connection.rollback();
        }
    }
}
