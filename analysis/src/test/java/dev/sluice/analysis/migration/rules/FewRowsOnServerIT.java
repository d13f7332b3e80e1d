package dev.sluice.analysis.migration.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.statement.DataChange;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.Statement;
import dev.sluice.analysis.statement.WithChanges;
import dev.sluice.sql.source.Positions;
import dev.sluice.testing.junit.FixtureLogs;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Counts the rows that a server changes by the statements that are taken for a batch, in tables with more rows than a batch has. */
@ExtendWith(FixtureLogs.class)
class FewRowsOnServerIT {

    private static final Set<String> RULES = Set.of("delete-without-batches", "update-without-batches");
    private static final int MOST_ROWS = 100_000;
    private static final String ROWS = "generate_series(4, 150000) n";

    private static PostgresReplicaSet set;
    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException, IOException {
        set = PostgresReplicaSet.builder().replicas(0).start();
        connection = DriverManager.getConnection(set.primary().jdbcUrl("postgres"), set.user(), set.password());
        execute(Files.readString(Path.of("src/test/resources/verify/fixture.sql")));
        // As long as rows mostly are: a range of pages is measured by its size.
        execute("INSERT INTO orders (id, quantity, state, payload) SELECT n, n, 'new', repeat('x', 150) FROM " + ROWS);
        execute("INSERT INTO items SELECT n, n, n, n FROM " + ROWS);
        execute("INSERT INTO sellers SELECT n FROM " + ROWS);
        execute("INSERT INTO sessions SELECT n FROM " + ROWS);
        execute("ANALYZE; SET statement_timeout = '2min'");
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void stop() throws SQLException, IOException {
        connection.close();
        set.close();
    }

    static List<String> batches() {
        List<String> batches = new ArrayList<>();
        for (CaseFile file : CaseFile.all()) {
            // What makes tables of its own needs only few rows.
            if (RULES.contains(file.rule()) && file.files().size() == 1) {
                batches.addAll(batches(file));
            }
        }
        return batches;
    }

    private static List<String> batches(CaseFile file) {
        Set<Integer> found = file.found().keySet();
        Positions positions = new Positions(file.text());
        List<String> batches = new ArrayList<>();
        for (Span span : ScriptRun.statements(file.text())) {
            Statement statement = ScriptRun.parse(file.text(), span);
            int first = positions.at(span.from()).line();
            int last = positions.at(span.to()).line();
            boolean changes = statement instanceof DataChange || statement instanceof WithChanges;
            if (changes && found.stream().noneMatch(line -> line >= first && line <= last)) {
                batches.add(span.in(file.text()));
            }
        }
        return batches;
    }

    @ParameterizedTest
    @MethodSource("batches")
    void aBatchChangesFewRows(String sql) throws SQLException {
        try {
            long before = changed();
            execute(sql);
            assertThat(changed() - before).as(sql).isLessThanOrEqualTo(MOST_ROWS);
        } finally {
            connection.rollback();
        }
    }

    private static void execute(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** By this connection, as far as the server has not yet added it to what it knows of all. */
    private static long changed() throws SQLException {
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT sum(n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
