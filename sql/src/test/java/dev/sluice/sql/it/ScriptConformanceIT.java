package dev.sluice.sql.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sql.script.CopyData;
import dev.sluice.sql.script.ScriptPart;
import dev.sluice.sql.script.ScriptReader;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.script.TransactionCommand;
import dev.sluice.sql.script.TransactionState;
import dev.sluice.testing.junit.FixtureLogs;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.core.BaseConnection;

/** A script is split where the server splits it, and each statement runs by itself. */
@ExtendWith(FixtureLogs.class)
class ScriptConformanceIT {

    private static final int SCRIPTS = 300;

    /** Each can run any number of times, inside of a transaction and outside. */
    private static final List<String> STATEMENTS = List.of(
            "SELECT 1",
            "SELECT ';', E'\\';', U&';', $$;$$, $a$ ; $b$ ; $a$, \"a;b\" FROM (SELECT 1 AS \"a;b\") x",
            "SELECT /* ; /* ; */ */ 2 -- ;\n",
            "SELECT 'a'\n-- ;\n';b'",
            "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END",
            "create or replace function g(begin int default 1) returns int begin atomic;; select case when begin = 1 then 2 end;"
                    + " select 3 end; select 4 as end; select x.end from (select 5 as end) x; end",
            "CREATE OR REPLACE FUNCTION h() RETURNS void BEGIN ATOMIC END",
            "CREATE OR REPLACE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (1); DELETE FROM t; END",
            "CREATE OR REPLACE FUNCTION i() RETURNS int RETURN (SELECT 1)",
            "CREATE OR REPLACE FUNCTION j() RETURNS int LANGUAGE plpgsql AS $f$ BEGIN PERFORM 1; RETURN 2; END; $f$",
            "CREATE OR REPLACE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2;)",
            "DO $do$ BEGIN PERFORM ';'; END; $do$",
            "DO 'BEGIN NULL; END'",
            "DO LANGUAGE plpgsql E'BEGIN NULL; -- \\'\\nEND'",
            "INSERT INTO u VALUES (1), (2)",
            "UPDATE u SET a = 2 WHERE a = (SELECT max(a) FROM u)",
            "SELECT a[1:2] FROM (SELECT ARRAY[1, 2, 3] AS a) x",
            "SAVEPOINT s",
            "RELEASE s",
            "ROLLBACK TO SAVEPOINT s",
            "BEGIN",
            "START TRANSACTION READ WRITE",
            "COMMIT",
            "END WORK",
            "ROLLBACK",
            "ABORT TRANSACTION",
            "COMMIT AND NO CHAIN",
            "COMMIT AND CHAIN",
            "ROLLBACK TRANSACTION AND CHAIN",
            "PREPARE q AS SELECT 1",
            "DEALLOCATE ALL",
            "SET LOCAL lock_timeout = '1s'");

    private static final List<String> GAPS =
            List.of("", " ", "\n", ";", " -- ; '\n", "/* ; ' */", "\r\n\t", "\n;\n", "/*;*/;");

    private static PostgresReplicaSet set;
    private static Connection connection;

    @BeforeAll
    static void start() throws SQLException {
        set = PostgresReplicaSet.builder().replicas(0).start();
        Properties properties = new Properties();
        properties.setProperty("user", set.user());
        properties.setProperty("password", set.password());
        // The driver sends a whole script as it is only in this mode.
        properties.setProperty("preferQueryMode", "simple");
        connection = DriverManager.getConnection(set.primary().jdbcUrl(set.database()), properties);
        run("CREATE TABLE t (a int); CREATE TABLE u (a int)");
    }

    @AfterAll
    static void stop() throws SQLException {
        connection.close();
        set.close();
    }

    @Test
    void theServerCountsTheSameStatements() throws SQLException {
        Random random = new Random();
        for (int i = 0; i < SCRIPTS; i++) {
            StringBuilder script = new StringBuilder();
            List<String> written = new ArrayList<>();
            for (int n = random.nextInt(6); n >= 0; n--) {
                String statement = STATEMENTS.get(random.nextInt(STATEMENTS.indexOf("SAVEPOINT s")));
                written.add(statement);
                script.append(GAPS.get(random.nextInt(GAPS.size()))).append(statement);
                script.append(n > 0 || random.nextBoolean() ? ";" : "");
                script.append(GAPS.get(random.nextInt(GAPS.size())));
            }
            List<Statement> statements = statements(script.toString());
            assertThat(statements).as("%s", script).hasSize(run(script.toString()));
            for (int n = 0; n < written.size(); n++) {
                assertThat(statements.get(n).in(script.toString())).isEqualTo(withoutTail(written.get(n)));
                assertThat(statements.get(n).flaw()).as("%s", script).isNull();
                assertThat(run(statements.get(n).in(script.toString()))).isEqualTo(1);
            }
        }
    }

    @Test
    void theServerIsInATransactionWhenTheScriptIs() throws SQLException {
        Random random = new Random();
        for (int i = 0; i < SCRIPTS; i++) {
            run("ROLLBACK");
            TransactionState state = TransactionState.NONE;
            StringBuilder script = new StringBuilder();
            for (int n = 0; n < 12; n++) {
                String statement = STATEMENTS.get(random.nextInt(STATEMENTS.size()));
                TransactionCommand command = TransactionCommand.of(statement, 0, statement.length());
                boolean needsSavepoint =
                        command == TransactionCommand.RELEASE || command == TransactionCommand.ROLLBACK_TO;
                boolean fails = !state.allows(command) && command != TransactionCommand.BEGIN;
                if (needsSavepoint || fails) {
                    continue;
                }
                script.append(statement).append(";\n");
                run("DEALLOCATE ALL");
                run(statement);
                int block = state.block();
                state = state.after(command);
                assertThat(serverIsInTransaction()).as("%s", script).isEqualTo(state.open());
                assertThat(state.block()).isBetween(block, block + 1);
            }
        }
        run("ROLLBACK");
    }

    @Test
    void copiedDataAreWhatTheServerIsSent() throws SQLException, IOException {
        String script = """
                CREATE TABLE c (a text, b text);
                COPY c (a, b) FROM stdin WITH (FORMAT text); -- data follow
                1\tit's; $$ --\s
                \\N\t\\\\.
                2\t\\\\.x
                \\.
                SELECT count(*) FROM c;
                copy c from STDIN (format csv);
                "a
                ",b
                c,d
                \\.
                SELECT 2;
                """;
        List<Long> rows = new ArrayList<>();
        ScriptReader reader = new ScriptReader(script);
        String copy = "";
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            String text = part.in(script);
            if (part instanceof CopyData) {
                rows.add(connection.unwrap(BaseConnection.class).getCopyAPI().copyIn(copy, new StringReader(text)));
            } else if (text.regionMatches(true, 0, "copy", 0, 4)) {
                copy = text;
            } else {
                run(text);
            }
        }
        assertThat(rows).containsExactly(3L, 2L);
        assertThat(set.primary().query("SELECT string_agg(a || '|' || b, ',' ORDER BY a) FROM c"))
                .isEqualTo("1|it's; $$ -- ,2|\\.x,a\n|b,c|d");
    }

    private static List<Statement> statements(String script) {
        List<Statement> statements = new ArrayList<>();
        ScriptReader reader = new ScriptReader(script);
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            assertThat(part).isInstanceOf(Statement.class);
            statements.add((Statement) part);
        }
        return statements;
    }

    private static String withoutTail(String statement) {
        return statement.endsWith(" -- ;\n") ? statement.substring(0, statement.length() - 6) : statement;
    }

    /** Sends a script as one message and counts the results. */
    private static int run(String script) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean rows = statement.execute(script);
            int results = 0;
            while (rows || statement.getUpdateCount() != -1) {
                results++;
                rows = statement.getMoreResults();
            }
            return results;
        }
    }

    private static boolean serverIsInTransaction() throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState()
                != org.postgresql.core.TransactionState.IDLE;
    }
}
