package dev.sluice.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.sql.script.TransactionCommand;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    private static Script script(String text) {
        return Script.of(MigrationFile.of("a.sql", text));
    }

    private static List<Piece> pieces(String text) {
        return script(text).sections().get(0).pieces();
    }

    @Test
    void aStatementIsSentAsItStands() {
        List<Piece> pieces = pieces("-- first\nBEGIN; /* a */ SELECT ';' ;\nSET x = 1;COMMIT");
        assertThat(pieces).extracting(Piece::sql).containsExactly("BEGIN", "SELECT ';'", "SET x = 1", "COMMIT");
        assertThat(pieces)
                .extracting(Piece::command)
                .containsExactly(
                        TransactionCommand.BEGIN,
                        TransactionCommand.NONE,
                        TransactionCommand.NONE,
                        TransactionCommand.COMMIT);
        assertThat(pieces).extracting(Piece::setting).containsExactly(false, false, true, false);
    }

    @Test
    void dataGoWithTheirCopy() {
        List<Piece> pieces = pieces("COPY a FROM stdin;\n1\t;\n\\.\nSELECT 1;\n");
        assertThat(pieces).extracting(Piece::sql).containsExactly("COPY a FROM stdin", "SELECT 1");
        assertThat(pieces).extracting(Piece::data).containsExactly("1\t;\n", null);
    }

    @Test
    void oneMessageIsATransactionFromTwoStatementsOn() {
        assertThat(script("SELECT 1;").sections().get(0).isInTransaction(Wrapping.ONE_MESSAGE))
                .isFalse();
        assertThat(script("SELECT 1; SELECT 2;").sections().get(0).isInTransaction(Wrapping.ONE_MESSAGE))
                .isTrue();
        assertThat(script("SELECT 1;").sections().get(0).isInTransaction(Wrapping.TRANSACTION))
                .isTrue();
        assertThat(script("SELECT 1; SELECT 2;").sections().get(0).isInTransaction(Wrapping.NONE))
                .isFalse();
    }

    @Test
    void onlyWhatIsSentAtOnceIsAMessage() {
        Script.Section two = script("SELECT 1; SELECT 2;").sections().get(0);
        assertThat(two.isMessage(Wrapping.ONE_MESSAGE)).isTrue();
        assertThat(two.isMessage(Wrapping.TRANSACTION)).isFalse();
        assertThat(script("SELECT 1;").sections().get(0).isMessage(Wrapping.ONE_MESSAGE))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\echo a\nSELECT 1;",
                "\\set ON_ERROR_STOP on\n",
                "\\timing\n",
                "SELECT 1 \\g\n",
                "\\restrict abc\n",
                "\\dt\n"
            })
    void whatOnlyShowsSomethingIsPassedBy(String text) {
        assertThat(script(text).obstacles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SELECT 1;\\i b.sql | a.sql:1:10 has psql's \\i
        \\set name 'x' | a.sql:1:1 has psql's \\set
        SELECT 'DROP TABLE a' \\gexec | a.sql:1:23 has psql's \\gexec
        SELECT 1 \\g b.txt | a.sql:1:10 has psql's \\g
        SELECT 1\\; SELECT 2; | a.sql:1:1 has psql's \\;
        PREPARE TRANSACTION 'a' | a.sql:1:1 has PREPARE TRANSACTION, whose locks would stay
        """)
    void whatCannotBeRunIsSaid(String text, String obstacle) {
        assertThat(script(text).obstacles()).containsExactly(obstacle);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        create /* x */ role a | CREATE ROLE
        ALTER SYSTEM SET a = 1 | ALTER SYSTEM
        DROP DATABASE a | DROP DATABASE
        REASSIGN OWNED BY a TO b | REASSIGN OWNED
        GRANT a TO b | GRANT of a role
        COPY a TO '/tmp/a' | COPY to a file or a program
        COPY (SELECT 1 AS stdout) TO '/tmp/a' | COPY to a file or a program
        GRANT CONNECT ON DATABASE a TO b | GRANT ON DATABASE
        REVOKE CREATE ON TABLESPACE a FROM b | REVOKE ON TABLESPACE
        COMMENT ON DATABASE a IS 'b' | COMMENT ON DATABASE
        COMMENT ON ROLE a IS 'b' | COMMENT ON ROLE
        COPY a FROM PROGRAM 'x' | COPY to a file or a program
        """)
    void whatReachesBeyondTheDatabaseIsSaid(String text, String words) {
        assertThat(script(text).outreach())
                .containsExactly("a.sql:1:1 has " + words + ", which reaches beyond the database");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE USER MAPPING FOR a SERVER b",
                "GRANT SELECT ON a TO b",
                "COPY a TO STDOUT",
                "COPY (SELECT 1 AS program_id, interval '1' year to month) TO STDOUT (FORMAT csv)",
                "COMMENT ON TABLE role IS 'a'",
                "COPY a FROM stdin",
                "SELECT 'CREATE ROLE a'",
                "CREATE TABLE role (a int)"
            })
    void whatStaysInItIsNot(String text) {
        assertThat(script(text).outreach()).isEmpty();
    }
}
