package dev.sluice.analysis.migration.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.testing.junit.FixtureLogs;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What findings advise, run batch by batch on a real server, leaves the rows that the whole statement leaves. */
@ExtendWith(FixtureLogs.class)
class BatchesIT {

    private static final int ROWS = 12_000;
    private static final int BATCH = 5_000;

    private static final String TABLES = """
            CREATE TABLE parts (id integer PRIMARY KEY, z integer, u integer, n integer) PARTITION BY RANGE (id);
            CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (4001);
            CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (4001) TO (8001);
            CREATE TABLE parts_3 PARTITION OF parts FOR VALUES FROM (8001) TO (MAXVALUE);
            CREATE TABLE singles (id integer PRIMARY KEY, z integer, u integer, n integer);
            CREATE TABLE pairs (a text, b integer, n integer, PRIMARY KEY (a, b));
            CREATE TABLE units (id integer PRIMARY KEY, k integer);
            CREATE TABLE keyless (n integer);
            CREATE TABLE copies (id integer UNIQUE, n integer);
            CREATE TABLE tree (id integer PRIMARY KEY, up integer, n integer);
            CREATE VIEW leaves AS SELECT id FROM tree WHERE up > 0;
            CREATE TABLE linked (id integer PRIMARY KEY, up integer REFERENCES linked ON DELETE SET NULL);
            """;

    private static final String FILLED = """
            INSERT INTO parts SELECT g, g % 12, g % 7, 0 FROM generate_series(1, 12000) g;
            INSERT INTO singles SELECT * FROM parts;
            INSERT INTO pairs SELECT 'k' || g % 3, g, 0 FROM generate_series(1, 12000) g;
            INSERT INTO units SELECT g, g % 2 FROM generate_series(0, 6) g;
            INSERT INTO tree SELECT g, g / 2, g % 100 FROM generate_series(1, 12000) g;
            """;

    private static PostgresReplicaSet set;
    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        set = PostgresReplicaSet.builder().replicas(0).start();
        connection = DriverManager.getConnection(set.primary().jdbcUrl("postgres"), set.user(), set.password());
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLES + FILLED);
        }
        connection.commit();
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        set.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parts | DELETE FROM parts WHERE z < 8",
                "parts | DELETE FROM parts AS p WHERE p.z < 8",
                "singles | DELETE FROM ONLY (singles) p WHERE p.z < 8",
                "parts | DELETE FROM parts * WHERE z < 8",
                "parts | DELETE FROM parts \"P\" USING units AS u WHERE u.id = \"P\".u AND u.k = 0",
                "singles | DELETE FROM singles WHERE n = 0 AND z > 1 OR u = 2 RETURNING id",
                "singles | DELETE FROM public.singles USING units WHERE units.id = singles.u",
                "singles | DELETE FROM singles",
            })
    void rowsAreDeletedUntilNoneIsLeftToDelete(String table, String change) throws SQLException {
        List<String> whole = whole(table, change);
        String batch = advised(change);
        int batches = 0;
        while (run(batch) > 0) {
            batches++;
            assertThat(batches).as("%s", batch).isLessThan(10);
        }
        assertThat(rows(table)).isEqualTo(whole);
        assertThat(batches).isGreaterThan(1);
        connection.rollback();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tree | DELETE FROM tree c WHERE NOT EXISTS (SELECT 1 FROM tree k WHERE k.up = c.id)",
                "tree | DELETE FROM tree WHERE n < (SELECT avg(n) FROM tree)",
                "tree | DELETE FROM tree WHERE n IN (SELECT n FROM tree ORDER BY id LIMIT 60)",
                "tree | DELETE FROM tree USING tree b WHERE tree.id = b.up",
                "tree | DELETE FROM public.tree USING units u, tree b WHERE tree.id = b.up AND u.id = 1",
                "tree | DELETE FROM tree WHERE id < (SELECT avg(id) FROM leaves)",
                "parts | DELETE FROM parts p WHERE id < (SELECT avg(id) FROM parts_2)",
                "parts | DELETE FROM parts * AS z WHERE z.id < (SELECT avg(id) FROM parts_2)",
                "pairs | DELETE FROM pairs WHERE b < (SELECT avg(b) FROM pairs q)",
            })
    void rowsAreFoundOnceWhereEachBatchWouldFindOthers(String table, String change) throws SQLException {
        List<String> whole = whole(table, change);
        String advice = advised(change);
        List<String> statements = ScriptRun.statements(advice).stream()
                .map(span -> span.in(advice))
                .toList();
        assertThat(statements).hasSize(3);
        run(statements.get(0));
        int batches = 0;
        while (run(statements.get(1)) > 0) {
            batches++;
            assertThat(batches).as("%s", advice).isLessThan(10);
        }
        run(statements.get(2));
        assertThat(rows(table)).isEqualTo(whole);
        assertThat(batches).isGreaterThan(1);
        connection.rollback();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "parts | UPDATE parts SET n = n + 1",
                "parts | UPDATE parts AS p SET n = p.n + u.k + 1 FROM units AS u WHERE u.id = p.u OR p.z = 3 AND u.id = 0",
                "singles | UPDATE singles SET n = n + 1 WHERE n < 7 OR z = 1",
                "singles | UPDATE public.singles s SET n = n + 1, u = 2 WHERE z IS DISTINCT FROM 4 RETURNING id",
            })
    void rowsAreChangedOnceByRangesOfTheKey(String table, String change) throws SQLException {
        List<String> whole = whole(table, change);
        String batch = advised(change);
        for (int from = 1; from <= ROWS; from += BATCH) {
            run(batch.replace(" >= 1 AND", " >= " + from + " AND").replace(" < 5001", " < " + (from + BATCH)));
        }
        assertThat(rows(table)).isEqualTo(whole);
        connection.rollback();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO copies SELECT id, n FROM singles",
                "INSERT INTO copies (id, n) SELECT p.id, (SELECT max(k) FROM units) + p.n FROM ONLY (singles) AS p",
                "INSERT INTO copies SELECT id, z FROM parts ON CONFLICT (id) DO UPDATE SET n = 9 WHERE copies.n = 1 RETURNING id",
            })
    void rowsAreCopiedOnceByRangesOfTheKey(String change) throws SQLException {
        run("INSERT INTO copies VALUES (20000, 1)");
        List<String> whole = whole("copies", change);
        String batch = advised(change);
        for (int from = 1; from <= ROWS; from += BATCH) {
            run(batch.replace(" >= 1 AND", " >= " + from + " AND").replace(" < 5001", " < " + (from + BATCH)));
        }
        assertThat(rows("copies")).isEqualTo(whole);
        connection.rollback();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE pairs SET n = n + 1", "UPDATE pairs AS p SET n = p.n + 1 WHERE p.b > 700"})
    void rowsAreChangedOnceByAKeyOfSeveralColumns(String change) throws SQLException {
        List<String> whole = whole("pairs", change);
        String batch = advised(change);
        String last = "('', 0)";
        for (int at = BATCH; at < ROWS + BATCH; at += BATCH) {
            String next = key(Math.min(at, ROWS));
            run(batch.replaceFirst("/\\*[^*]*\\*/", last).replaceFirst("/\\*[^*]*\\*/", next));
            last = next;
        }
        assertThat(rows("pairs")).isEqualTo(whole);
        connection.rollback();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE keyless SET n = n + 1",
                "INSERT INTO copies (n) SELECT n FROM keyless",
                "INSERT INTO copies SELECT DISTINCT u, n FROM singles",
                "INSERT INTO copies SELECT max(id), n FROM singles GROUP BY n",
                "INSERT INTO copies SELECT id, n FROM singles UNION SELECT id, n FROM parts",
                "INSERT INTO copies (SELECT id, n FROM singles)",
                "INSERT INTO copies SELECT s.id, k FROM singles s JOIN units u ON u.id = s.u",
                "INSERT INTO copies SELECT id, n FROM singles ORDER BY n",
                "INSERT INTO copies SELECT id + 100000, n FROM copies",
                "WITH few AS (SELECT 1) INSERT INTO copies SELECT id, n FROM singles",
                "INSERT INTO copies SELECT id, (SELECT count(*) FROM copies) FROM singles",
                "INSERT INTO copies SELECT id, n FROM singles ON CONFLICT (id) DO UPDATE SET n = (SELECT max(n) FROM copies)",
                "DELETE FROM linked WHERE up IS NULL",
                "DELETE FROM keyless WHERE n < (SELECT avg(n) FROM keyless)",
                "DELETE FROM keyless WHERE random() < 0.5",
                "UPDATE tree SET n = n - (SELECT avg(n) FROM tree)",
                "UPDATE tree SET n = m.n FROM tree m WHERE m.id = tree.up",
                "UPDATE tree SET n = 0 FROM units, tree m WHERE m.id = tree.up",
                "UPDATE tree SET n = 0 WHERE id IN (SELECT id FROM tree ORDER BY n LIMIT 1000000)",
                "UPDATE tree SET n = 0 WHERE id < (SELECT avg(id) FROM leaves WHERE id > 2)",
                "UPDATE tree SET n = 0 WHERE id IN (SELECT id FROM singles LIMIT 1000000)",
                "UPDATE parts_2 SET n = (SELECT max(n) FROM parts)",
                "UPDATE singles SET id = id + 100000",
                "UPDATE singles SET (id, n) = (id + 100000, 1)",
                "WITH gone AS (DELETE FROM units RETURNING id) DELETE FROM singles USING gone WHERE gone.id = singles.u",
            })
    void whatBatchesWouldDoOtherwiseHasNoAdvice(String change) {
        assertThat(advised(change)).isEmpty();
    }

    @Test
    void whatAFunctionReadsThatIsNotKnownIsLeftToTheReader() {
        assertThat(advised("UPDATE singles SET n = app.score(u), z = length('x')"))
                .startsWith("-- only if app.score reads no rows of singles:\n-- commit");
        assertThat(advised("DELETE FROM singles WHERE is_old(id) AND is_done(n)"))
                .startsWith("-- only if is_done, is_old read no rows of singles:\n-- commit");
    }

    private static String advised(String change) {
        return new MigrationAnalysis(
                        List.of(
                                new DeleteWithoutBatches(),
                                new UpdateWithoutBatches(),
                                new InsertFromQueryWithoutLimit()),
                        MigrationSettings.DEFAULT)
                        .analyze(List.of(
                                MigrationFile.of("1.sql", TABLES).asApplied(),
                                MigrationFile.of("2.sql", change + ";\n")))
                        .findings()
                        .stream()
                        .filter(finding -> Stream.of("copies", "singles", "parts", "pairs", "keyless", "tree", "linked")
                                .anyMatch(finding.message()::contains))
                        .findFirst()
                        .orElseThrow()
                        .example();
    }

    /** What the whole statement leaves, which is undone. */
    private static List<String> whole(String table, String change) throws SQLException {
        Savepoint before = connection.setSavepoint();
        run(change);
        List<String> rows = rows(table);
        connection.rollback(before);
        assertThat(rows).isNotEqualTo(rows(table));
        return rows;
    }

    private static int run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }

    private static String key(int at) throws SQLException {
        return text("SELECT format('(%L, %s)', a, b) FROM pairs ORDER BY a, b LIMIT 1 OFFSET " + (at - 1));
    }

    private static List<String> rows(String table) throws SQLException {
        String all = text("SELECT string_agg(t::text, '\n' ORDER BY t::text) FROM " + table + " t");
        return all.isEmpty() ? List.of() : all.lines().toList();
    }

    private static String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            String text = row.getString(1);
            return text == null ? "" : text;
        }
    }
}
