package dev.sluice.analysis.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.rules.Rules;
import dev.sluice.analysis.schema.PostgresVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is run where a file does not show it at first sight: found, or said to be unread. */
class ReadingTest {

    @Test
    void theBodyOfADoBlockIsJudged() {
        String text = """
            DO $$
            DECLARE r record;
            BEGIN
              IF EXISTS (SELECT 1 FROM pg_class) THEN
                ALTER TABLE orders DROP COLUMN note;
              END IF;
              FOR r IN SELECT 1 LOOP
                EXECUTE 'CREATE INDEX orders_i ON orders (a)';
              END LOOP;
            END $$;
            """;
        assertThat(places(text))
                .containsExactly(
                        "5:24 drop-column", "8:14 create-index-under-lock", "8:14 create-index-without-concurrently");
    }

    /** Each drops one table in a way of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN DO $x$ BEGIN DROP TABLE orders; END $x$; END $$",
                "DO $$ BEGIN EXECUTE 'DO $x$ BEGIN DROP TABLE orders; END $x$'; END $$",
                "DO 'BEGIN EXECUTE ''DO $x$ BEGIN DROP TABLE orders; END $x$''; END'",
                "DO 'BEGIN PERFORM ''a''; DROP TABLE orders; END'",
                "DO $$ BEGIN EXECUTE 'SELECT ''it''''s''; DROP TABLE orders'; END $$",
                "DO $$ BEGIN EXECUTE 'DROP TABLE orders' USING 1; END $$",
                "DO $$ #variable_conflict use_column\nBEGIN DROP TABLE orders; END $$",
                "DO $$ <<a>> BEGIN <<b>> LOOP DROP TABLE orders; EXIT b; END LOOP; END $$",
                "DO $$ BEGIN IF (CASE WHEN true THEN true ELSE false END) THEN DROP TABLE orders; END IF; END $$",
                "DO $$ BEGIN CASE a[1] WHEN 1, 2 THEN NULL; ELSE DROP TABLE orders; END CASE; END $$",
                "DO $$ BEGIN NULL; EXCEPTION WHEN OTHERS OR SQLSTATE '22012' THEN DROP TABLE orders; END $$",
                "DO $$ BEGIN FOREACH a SLICE 1 IN ARRAY b LOOP DROP TABLE orders; END LOOP; END $$",
                "DO $$ BEGIN FOR i IN REVERSE 10..1 BY 2 LOOP DROP TABLE orders; END LOOP; END $$",
                "DO $$ BEGIN FOR r IN c (1, 2) LOOP DROP TABLE orders; END LOOP; END $$",
                "DO $$ DECLARE a int; BEGIN DECLARE b int; BEGIN DROP TABLE orders; END; END $$",
                "DO $$ BEGIN /* ; ' */ DROP TABLE orders; -- ; '\nEND $$",
                "DO LANGUAGE \"plpgsql\" $$ BEGIN DROP TABLE orders; END $$",
                "DO 'BEGIN '\n'DROP TABLE orders; ' -- it''s one text\n 'PERFORM ''a''; END'",
                "DO $$ BEGIN EXECUTE 'DROP TABLE'\n' orders'; END $$",
                "DO $$ BEGIN x.y[1] := 1; a = b; DROP TABLE orders; GET DIAGNOSTICS n = ROW_COUNT; END $$",
                "DROP TABLE U&\"!006Frders\" UESCAPE '!'",
                "SET standard_conforming_strings = off; SELECT 'it\\'s'; DROP TABLE orders; SELECT 'it\\'s'",
                "SELECT set_config('standard_conforming_strings', 'off', false); SELECT 'it\\'s'; DROP TABLE orders",
                "BEGIN; SET LOCAL standard_conforming_strings = off; SELECT '\\''; COMMIT; SELECT '\\'; DROP TABLE orders",
                """
                SET standard_conforming_strings = off;
                COPY t FROM stdin;
                it's data
                \\.
                DROP TABLE orders;""",
            })
    void isFoundWhereItStands(String text) {
        assertThat(places(text))
                .filteredOn(place -> place.endsWith(" drop-table"))
                .hasSize(1);
        assertThat(analyze(text).unread()).isEmpty();
        String other = text.replace("DROP TABLE", "TRUNCATE  ");
        assertThat(places(other)).noneMatch(place -> place.endsWith(" drop-table"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "PREPARE p AS UPDATE t SET a = 1; ¦ ''",
                "PREPARE p (int) AS UPDATE t SET a = $1; SELECT 1; EXECUTE p(1); ¦ 1:51 update-without-batches",
                "PREPARE p AS DELETE FROM t; EXPLAIN ANALYZE EXECUTE p; ¦ 1:45 delete-without-batches",
                "EXPLAIN DELETE FROM t; EXPLAIN (ANALYZE 'off') DELETE FROM t; ¦ ''",
                "EXPLAIN (ANALYZE off, BUFFERS, \"analyze\") DELETE FROM t; ¦ 1:43 delete-without-batches",
                "\\copy (DELETE FROM t RETURNING a) to 'x' ¦ 1:8 delete-without-batches",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DELETE FROM t'; ¦ ''",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DELETE FROM t'; SELECT g(f()); ¦ 1:67"
                        + " delete-without-batches",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'DELETE FROM t; SELECT f()'; SELECT a.f(); ¦ 1:78"
                        + " delete-without-batches",
                "CREATE FUNCTION f() RETURNS SETOF int LANGUAGE plpgsql AS 'BEGIN RETURN QUERY DELETE FROM t RETURNING a;"
                        + " END'; SELECT f(); ¦ 1:112 delete-without-batches",
                "CREATE FUNCTION f() RETURNS SETOF int LANGUAGE plpgsql AS 'BEGIN RETURN QUERY EXECUTE g; END'; SELECT"
                        + " f(); ¦ 1:96 dynamic-sql-in-do-block",
                "DO $$ BEGIN EXECUTE format('DELETE FROM %I.%I', 'a', 'b'); END $$; ¦ 1:29 delete-without-batches",
                "DO $$ BEGIN EXECUTE format('DELETE FROM t WHERE id = %L', a); END $$; ¦ ''",
                "COPY (DELETE FROM t RETURNING a) TO STDOUT; ¦ 1:7 delete-without-batches",
                "((WITH d AS (DELETE FROM t RETURNING a) SELECT a FROM d)); ¦ 1:14 delete-without-batches",
                "WITH delete AS (SELECT 1) (SELECT 1); ¦ ''",
                "TRUNCATE :t; ¦ 1:1 truncate-table",
                "TRUNCATE ONLY (t); ¦ 1:1 truncate-table",
                "DELETE FROM :\"t\"; ¦ 1:1 delete-without-batches",
                "DROP TABLE IF EXISTS :t; ¦ 1:22 drop-table",
                "INSERT INTO t SELECT generate_series(1, 5000000); ¦ 1:1 insert-from-query-without-limit",
                "INSERT INTO t SELECT generate_series(1, 50); ¦ ''",
                "WITH a AS (SELECT 1), update AS (SELECT 2) DELETE FROM t; ¦ 1:1 delete-without-batches",
            })
    void whatAnotherStatementRuns(String text, String place) {
        assertThat(places(text)).isEqualTo(place.isEmpty() ? List.of() : List.of(place));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                ":command; ¦ the syntax at this word is not understood",
                "DO E'BEGIN DROP \\x54ABLE orders; END'; ¦ its body is written with escapes, or parts of a word; write it in $$",
                "CALL p(); ¦ what the procedure runs does not stand here",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpython3u AS 'x'; SELECT f(); ¦ it is called, and its body"
                        + " cannot be read",
                "EXECUTE p; ¦ this file does not prepare what it runs",
                "SELECT dblink_exec('db', 'DROP TABLE t'); ¦ this function runs SQL that it is given as a text",
                "SELECT cron.schedule('* * * * *', 'DROP TABLE t'); ¦ this function runs SQL that it is given as a text",
                "DO $$ BEGIN x := dblink_exec('DROP TABLE t'); END $$; ¦ this function runs SQL that it is given as a text",
                "DO $$ BEGIN IF dblink_exec('x') = 'y' THEN NULL; END IF; END $$; ¦ this function runs SQL that it is given"
                        + " as a text",
                "DO $$ BEGIN NULL; COPY t FROM stdin; END $$; ¦ its body has what only psql understands",
                "DO $$ BEGIN IF a DROP TABLE t; END $$; ¦ its body has what is no PL/pgSQL that is understood here",
                "SET standard_conforming_strings = ${x}; ¦ what standard_conforming_strings is set to is not known, and"
                        + " strings behind it may be read wrongly",
                "SET standard_conforming_strings = off; DO $$ BEGIN PERFORM 'a\\'; END $$; ¦ it has backslashes while"
                        + " standard_conforming_strings is off, and strings in it may be read wrongly",
            })
    void whatCannotBeReadIsSaid(String text, String reason) {
        AnalysisResult result = analyze(text);
        assertThat(result.unread())
                .extracting(AnalysisResult.UnreadStatement::reason)
                .contains(reason);
        assertThat(result.findings()).extracting(Finding::rule).contains("unread-statement");
    }

    @Test
    void blocksThatNestTooDeepAreSaid() {
        String four = nested(4);
        assertThat(places(four)).hasSize(1).allMatch(place -> place.endsWith(" drop-table"));
        assertThat(analyze(nested(5)).unread())
                .extracting(AnalysisResult.UnreadStatement::reason)
                .containsExactly("it stands in more than 4 other blocks");
    }

    private static String nested(int depth) {
        String text = "DROP TABLE orders;";
        for (int i = 0; i < depth; i++) {
            text = "DO $q" + i + "$ BEGIN " + text + " END $q" + i + "$;";
        }
        return text;
    }

    @Test
    void whatPsqlDoesOtherwiseIsUnread() {
        assertThat(analyze("""
                        \\i other.sql
                        SELECT 1 \\gexec
                        \\echo done
                        \\if :{?x}
                        \\endif
                        \\c other
                        \\set AUTOCOMMIT off
                        \\set ON_ERROR_STOP on
                        \\! date
                        \\q
                        """).unread())
                .extracting(AnalysisResult.UnreadStatement::words)
                .containsExactly("\\i", "\\gexec", "\\if", "\\c", "\\set", "\\!", "\\q");
    }

    @Test
    void dataThatNothingEndsAreSaid() {
        String text = "COPY t FROM stdin;\n1\n2\nDROP TABLE orders;\n";
        assertThat(analyze(text).unread())
                .extracting(unread -> unread.location() + " " + unread.words() + ": " + unread.reason())
                .containsExactly("a.sql:2:1 copy: no line \\. ends its data, so all that follows is data");
        assertThat(places(text)).noneMatch(place -> place.endsWith(" drop-table"));
        assertThat(analyze("\\copy t from stdin\n1\n").unread()).hasSize(1);
        assertThat(analyze("COPY t FROM stdin;\n1\n\\.\nSELECT 1;\n").unread()).isEmpty();
        assertThat(analyze("COPY t FROM stdin;\n").unread()).isEmpty();
    }

    @Test
    void whatPsqlMakesUnderAConditionMayHaveBeenThere() {
        String text = "\\if :{?x}\nCREATE TABLE t (id bigint PRIMARY KEY);\n\\endif\nALTER TABLE t DROP COLUMN id;";
        assertThat(places(text)).contains("4:15 drop-column");
    }

    @Test
    void programsThatPsqlRunsAreUnread() {
        assertThat(analyze("""
                        \\set x `date`
                        \\o | tee log
                        \\o log
                        SELECT 1 \\g | tee log
                        """).unread())
                .extracting(AnalysisResult.UnreadStatement::words)
                .containsExactly("\\set", "\\o", "\\g");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "FROBNICATE TABLE x~HIGH broken-statement FROBNICATE",
                "ALTER TABEL x ADD COLUMN y int~HIGH broken-statement ALTER TABEL",
                "DROP TABEL x~HIGH broken-statement DROP TABEL",
                "CREATE TABEL x (y int)~HIGH broken-statement CREATE TABEL",
                "ALTER TABLE x ADD COLUMN z int FROB, ADD CHECK (a > 0)~MEDIUM unread-statement ALTER TABLE",
                "DROP TABLE x FROB y~MEDIUM unread-statement DROP TABLE",
                "${cmd} TABLE x~LOW unread-statement",
                "CREATE CAST FROB~LOW unread-statement CREATE CAST",
            })
    void whatIsNoCommandWeighsMoreThanWhatIsNotKnown(String statement, String expected) {
        assertThat(analyze(statement + ";").findings())
                .filteredOn(finding -> finding.rule().endsWith("-statement"))
                .extracting(finding -> finding.severity() + " " + finding.rule() + " " + finding.message())
                .singleElement()
                .asString()
                .startsWith(expected.split(" ", 3)[0] + " " + expected.split(" ", 3)[1] + " ")
                .contains(expected.split(" ", 3).length < 3 ? "" : expected.split(" ", 3)[2]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"# a comment", "<<<<<<< HEAD", "=======", "= 1"})
    void whatBeginsWithAnOperatorIsNoCommand(String line) {
        assertThat(analyze(line + "\nDROP TABLE x;\nDROP TABLE y;").findings())
                .filteredOn(finding -> finding.severity() == Severity.HIGH)
                .extracting(Finding::message)
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message).contains("no command " + line.split(" ", 2)[0]),
                        message -> assertThat(message).contains("y"));
    }

    @Test
    void aBodyWhoseWordsGoOnBehindALineBreakIsUnread() {
        assertThat(analyze("DO 'BEGIN DROP TA'\n'BLE orders; END';").unread())
                .extracting(AnalysisResult.UnreadStatement::reason)
                .containsExactly("its body is written with escapes, or parts of a word; write it in $$");
    }

    @Test
    void aNewerServerMayHaveOtherCommands() {
        AnalysisResult result = new MigrationAnalysis(
                        Rules.all(), MigrationSettings.DEFAULT.version(PostgresVersion.of(19)))
                .analyze(List.of(MigrationFile.of("a.sql", "FROBNICATE TABLE x;")));
        assertThat(result.findings())
                .extracting(finding -> finding.rule() + " " + finding.severity())
                .containsExactly("unread-statement LOW");
    }

    private static List<String> places(String text) {
        return analyze(text).findings().stream()
                .map(finding -> finding.location().from() + " " + finding.rule())
                .toList();
    }

    private static AnalysisResult analyze(String text) {
        return new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT.timeouts(true, true))
                .analyze(List.of(MigrationFile.of("a.sql", text)));
    }
}
