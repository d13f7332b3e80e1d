package dev.sluice.analysis.migration.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.statement.Span;
import dev.sluice.testing.junit.FixtureLogs;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The column that findings advise instead of another type or name, run on a real server, holds what the whole statement leaves. */
@ExtendWith(FixtureLogs.class)
class ColumnBesideIT {

    private static final String DOMAIN = "CREATE DOMAIN posint AS integer CHECK (VALUE > 0);";

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

    @AfterEach
    void undo() throws SQLException {
        connection.rollback();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "varchar(10) | ('abcdefgh') | ALTER s TYPE varchar(5)",
                "varchar(10) | ('abcde   '), ('ab'), (NULL) | ALTER s TYPE varchar(5)",
                "text | ('abcd') | ALTER s TYPE char(3)",
                "text | ('abc  '), ('a ') | ALTER s TYPE char(3)",
                "varchar(5) | ('abc') | ALTER s TYPE char(2)",
                "varbit(8) | ('10101') | ALTER s TYPE varbit(4)",
                "varbit(8) | ('1010') | ALTER s TYPE varbit(4)",
                "bit(4) | ('1010') | ALTER s TYPE bit(8)",
                "varchar(9)[] | ('{abcdefgh}') | ALTER s TYPE varchar(5)[]",
                "numeric(10,4) | (1.2345), (9.9999) | ALTER s TYPE numeric(4,2)",
                "numeric(10,4) | (12345.6) | ALTER s TYPE numeric(4,2)",
                "integer | (7), (NULL) | ALTER s TYPE numeric(6,2) USING s * 1.2345",
                "text | ('active'), ('trial'), ('gone') | ALTER s TYPE boolean USING s = 'active' OR s = 'trial'",
                "text | ('active'), (NULL) | ALTER s TYPE boolean USING s IS NOT NULL",
                "text | ('active'), (NULL) | ALTER s TYPE boolean USING NOT (s LIKE 'a%')",
                "text | ('abcdefgh'), ('ab   ') | ALTER s TYPE varchar(5) USING s || ''",
                "text | ('abcdefgh'), ('ab   ') | ALTER s TYPE varchar(5) COLLATE \"POSIX\" USING left(s, 5)",
                "text | ('abcdefgh') | ALTER s TYPE text COLLATE \"C\"",
                "text COLLATE \"C\" | ('abcdefgh') | ALTER s TYPE varchar(20) COLLATE \"POSIX\"",
                "text COLLATE \"C\" | ('abcdefgh') | ALTER s TYPE text",
                "text | ('7') | ALTER s TYPE posint USING s::int",
                "text | ('-7') | ALTER s TYPE posint USING s::int",
                "integer | (7) | ALTER s TYPE posint",
                "text | ('{\"a\": 1}'), (NULL) | ALTER s TYPE json USING s::json",
                "varchar(5) COLLATE \"C\" | ('abc') | RENAME s TO t",
                "posint | (7) | RENAME s TO t",
                "serial | (7) | RENAME s TO t",
            })
    void aColumnBesideGetsTheSameValuesOrRefusesThem(String column, String values, String action) throws SQLException {
        String table = "CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, s " + column + ");";
        // Only for the order of an index another collation is any work.
        boolean ordered = (column + action).contains("COLLATE");
        String before = DOMAIN + table + (ordered ? "CREATE INDEX ON t (s);" : "");
        run(before + "INSERT INTO t (s) VALUES " + values);
        String sql = "ALTER TABLE t " + action;
        boolean renames = action.startsWith("RENAME");
        String whole = outcome(List.of(sql), renames ? "t" : "s");
        assertThat(outcome(statements(advised(before, sql)), renames ? "t" : "s_new"))
                .as("%s", advised(before, sql))
                .isEqualTo(whole);
    }

    @Test
    void whatTheTableHasIsNotOverwritten() {
        String table = "CREATE TABLE t (age integer, age_new integer, age_new2 integer, years integer);";
        assertThat(advised(table, "ALTER TABLE t ALTER COLUMN age TYPE text USING age || ' years'"))
                .startsWith("ALTER TABLE t ADD COLUMN age_new3 text;")
                .doesNotContain("SET age_new ", "SET age_new2 ");
        assertThat(advised(table, "ALTER TABLE t RENAME COLUMN age TO years")).isEmpty();
        String longest = "a".repeat(63);
        assertThat(advised(
                        "CREATE TABLE t (" + longest + " integer);",
                        "ALTER TABLE t ALTER COLUMN " + longest + " TYPE bigint"))
                .startsWith("ALTER TABLE t ADD COLUMN " + "a".repeat(57) + "_new bigint;");
    }

    private static String advised(String before, String sql) {
        return new MigrationAnalysis(List.of(new ChangeColumnType(), new RenameColumn()), MigrationSettings.DEFAULT)
                .analyze(List.of(MigrationFile.of("1.sql", before).asApplied(), MigrationFile.of("2.sql", sql + ";\n")))
                .findings()
                .get(0)
                .example();
    }

    /** All but the last one, which drops the old column. */
    private static List<String> statements(String example) {
        List<String> all = ScriptRun.statements(example).stream()
                .map((Span span) -> span.in(example))
                .toList();
        assertThat(all.get(all.size() - 1)).contains("DROP COLUMN");
        return all.subList(0, all.size() - 1);
    }

    /** The column's values, or the code with which a statement is refused; it is undone. */
    private static String outcome(List<String> statements, String column) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            for (String sql : statements) {
                int batches = 0;
                while (run(sql) > 0) {
                    batches++;
                    assertThat(batches).as("%s", sql).isLessThan(5);
                }
            }
            return text("SELECT string_agg(coalesce(" + column + "::text, '∅'), ',' ORDER BY id) FROM t");
        } catch (SQLException e) {
            return "refused with " + e.getSQLState();
        } finally {
            connection.rollback(before);
        }
    }

    private static int run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }

    private static String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return String.valueOf(row.getString(1));
        }
    }
}
