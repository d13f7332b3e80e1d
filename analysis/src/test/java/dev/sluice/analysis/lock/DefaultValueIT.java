package dev.sluice.analysis.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.parse.SourceText;
import dev.sluice.analysis.parse.StatementParser;
import dev.sluice.analysis.schema.Schema;
import dev.sluice.analysis.statement.AlterTable;
import dev.sluice.analysis.statement.Expression;
import dev.sluice.analysis.statement.Span;
import dev.sluice.analysis.statement.TableAction;
import dev.sluice.testing.junit.FixtureLogs;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what is known of the cost of a default against a real server. */
@ExtendWith(FixtureLogs.class)
class DefaultValueIT {

    /** The functions of ordinary types, each with the worst volatility of all that have its name. */
    private static final String FUNCTIONS = """
            SELECT proname FROM pg_proc p WHERE pronamespace = 'pg_catalog'::regnamespace AND prokind = 'f'
              AND NOT EXISTS (SELECT FROM pg_type t WHERE t.oid = ANY (proargtypes::oid[] || prorettype)
                AND (typname = 'gtsvector' OR typname LIKE 'pg\\_%%' OR typtype = 'p' AND typname <> 'cstring'))
            GROUP BY proname HAVING max(CASE provolatile WHEN 'v' THEN 1 ELSE 0 END) = %d""";

    private static PostgresReplicaSet set;
    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        set = PostgresReplicaSet.builder().replicas(0).start();
        connection = DriverManager.getConnection(set.primary().jdbcUrl("postgres"), set.user(), set.password());
        execute("CREATE TABLE filled (id bigint)");
        execute("INSERT INTO filled SELECT generate_series(1, 10)");
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        set.close();
    }

    @Test
    void builtInFunctionsAreKnown() throws SQLException {
        List<String> steady = column(FUNCTIONS.formatted(0));
        assertThat(steady).hasSizeGreaterThan(1000).contains("uuid_in", "md5", "now");
        assertThat(steady)
                .filteredOn(name -> cost(name) != DefaultValue.SAME_FOR_ALL)
                .isEmpty();
        assertThat(column(FUNCTIONS.formatted(1)))
                .contains("random", "clock_timestamp")
                .filteredOn(name -> cost(name) != DefaultValue.FOR_EACH_ROW)
                .isEmpty();
    }

    @Test
    void functionsOfExtensionsAreNotVolatile() throws SQLException {
        for (String extension : List.of("pgcrypto", "\"uuid-ossp\"", "unaccent", "fuzzystrmatch")) {
            execute("CREATE EXTENSION " + extension);
        }
        List<String> steady = column("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
                + " GROUP BY proname HAVING bool_and(provolatile <> 'v')");
        assertThat(steady).containsAll(SteadyCalls.OF_EXTENSIONS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uuid_in(md5('x')::cstring)",
                "pg_catalog.uuid_in(md5('x')::cstring)",
                "uuid('00000000-0000-0000-0000-000000000000')",
                "jsonb('{}')",
                "trim(' a ')",
                "xmlelement(name a)",
                "nullif('a', 'b')",
                "decimal(5,2) '1.25'",
                "char(3) 'abc'",
                "date_in('2020-01-01')",
                "to_char(now(), 'YYYY')"
            })
    void aServerKeepsItInTheCatalog(String value) throws SQLException {
        String before = column("SELECT pg_relation_filenode('filled')").get(0);
        String sql = "ALTER TABLE filled ADD COLUMN c text DEFAULT " + value + "::text";
        execute(sql);
        assertThat(column("SELECT pg_relation_filenode('filled')")).containsExactly(before);
        execute("ALTER TABLE filled DROP COLUMN c");
        TableAction action = ((AlterTable) new StatementParser(SourceText.of(sql))
                        .parse(new Span(0, sql.length()))
                        .statement())
                .actions()
                .get(0);
        Expression read = ((TableAction.AddColumn) action).column().defaultValue();
        assertThat(DefaultValue.of(read, Schema.EMPTY)).isEqualTo(DefaultValue.SAME_FOR_ALL);
    }

    private static DefaultValue cost(String function) {
        return DefaultValue.of(new Expression(function + "()", Set.of(function), new Span(0, 0)), Schema.EMPTY);
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> column(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
