package dev.sluice.analysis.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.migration.AnalysisResult;
import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.rules.Rules;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text is, the analysis ends and says what it did not read. */
class HostileStatementTest {

    static Stream<String> texts() {
        return Stream.of(
                "SELECT " + "(".repeat(100_000) + "1" + ")".repeat(100_000),
                "ALTER TABLE t ADD CHECK (" + "(".repeat(5_000) + "a" + ")".repeat(5_000) + " > 1)",
                "ALTER TABLE t ADD CHECK (" + "NOT ".repeat(20_000) + "a)",
                "ALTER TABLE t ADD CHECK (a = " + "- ".repeat(20_000) + "1)",
                "DELETE FROM t WHERE " + "NOT ".repeat(2_000) + "a",
                "DELETE FROM t WHERE " + "((a = 1) OR ".repeat(30) + "b = 1" + ")".repeat(30),
                "UPDATE t SET a = " + "CASE WHEN a THEN ".repeat(2_000) + "1" + " END".repeat(2_000),
                "CREATE TABLE t (" + "a int, ".repeat(30_000) + "b int)",
                "INSERT INTO t VALUES " + "(1, 'x'), ".repeat(200_000) + "(1, 'x')",
                "CREATE VIEW v AS " + "SELECT * FROM (".repeat(150) + "SELECT 1" + ") x".repeat(150),
                "DO $a$ BEGIN " + "EXECUTE $b$ DO $c$ BEGIN EXECUTE ".repeat(50),
                "DO $$ " + "BEGIN ".repeat(50_000) + "END $$",
                "DO $$ BEGIN " + "EXECUTE 'SELECT ''a'' '; ".repeat(10_000) + "END $$",
                "DO 'BEGIN EXECUTE ''SELECT a ''; END';\n".repeat(5_000),
                "DO $$ BEGIN " + "INSERT INTO t VALUES (1); ".repeat(100_000) + "END $$",
                "EXPLAIN ANALYZE ".repeat(50_000),
                routines(15),
                routines(5_000),
                "COPY (".repeat(50_000),
                "PREPARE p AS ".repeat(50_000),
                "PREPARE p AS SELECT 1; ".repeat(1_000) + "EXECUTE p; ".repeat(1_000),
                "SET standard_conforming_strings = off; SET standard_conforming_strings = on; ".repeat(5_000),
                "WITH a AS (DELETE FROM t) ".repeat(5_000),
                "x".repeat(5_000_000),
                "'".repeat(100_001),
                "/*".repeat(500_000),
                "${".repeat(500_000),
                "ALTER TABLE ".repeat(50_000),
                "UPDATE t SET \"........pg.dropped.1........\" = '' WHERE a = 1",
                "\0\0\0",
                "ALTER TABLE \ud800 DROP COLUMN \udc00");
    }

    /** Each calls the next one twice. */
    private static String routines(int number) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < number; i++) {
            text.append("CREATE FUNCTION f").append(i).append("() RETURNS int LANGUAGE sql AS 'SELECT f");
            text.append(i + 1).append("(); SELECT f").append(i + 1).append("()';\n");
        }
        return text + "SELECT f0();";
    }

    @ParameterizedTest
    @MethodSource("texts")
    void endsWithoutAnException(String text) {
        AnalysisResult result = analyze(text);
        assertThat(result.files()).hasSize(1);
    }

    @Test
    void whatNestsTooDeepIsReported() {
        assertThat(analyze("ALTER TABLE t ADD CHECK (" + "(".repeat(5_000) + "a" + ")".repeat(5_000) + " > 1)")
                        .unread())
                .extracting(AnalysisResult.UnreadStatement::reason)
                .containsExactly("it nests deeper than 200 parentheses");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 16_000, 20_000})
    void aDangerBelowManyConditionsIsFoundOrSaid(int depth) {
        AnalysisResult result = analyze(
                "DO $$ BEGIN " + "IF a THEN ".repeat(depth) + "DROP TABLE t; " + "END IF; ".repeat(depth) + "END $$");
        assertThat(result.findings()).extracting(Finding::rule).containsAnyOf("drop-table", "unread-statement");
    }

    @Test
    void aBodyOfVeryManyStatementsIsSaid() {
        assertThat(analyze("DO $$ BEGIN " + "NULL; DELETE FROM t WHERE id = 1; ".repeat(30_000) + "END $$")
                        .unread())
                .extracting(AnalysisResult.UnreadStatement::reason)
                .containsExactly("its body has more than 20000 statements");
    }

    @Test
    void callsThatNestOrRepeatWithoutEndAreSaid() {
        assertThat(analyze(routines(5_000)).unread())
                .extracting(AnalysisResult.UnreadStatement::reason)
                .contains("calls nest deeper than 20 in it");
        assertThat(analyze(routines(15)).unread())
                .extracting(AnalysisResult.UnreadStatement::reason)
                .contains("too much is run by calls to follow this one");
    }

    @Test
    void noisesOfTokensAreRead() {
        String[] words =
                ("ALTER TABLE CREATE INDEX ON ONLY ADD DROP COLUMN CONSTRAINT CHECK ( ) , ; ' \" $$ -- /* */ a b 1 ."
                                + " :: NOT NULL VALID DEFAULT UPDATE SET DELETE FROM WHERE = DO BEGIN END IF THEN LOOP EXECUTE FOR OPEN DECLARE CASE WHEN EXPLAIN ANALYZE PREPARE WITH UESCAPE"
                                + " USING TYPE IN SELECT INSERT INTO VALUES REFERENCES PRIMARY KEY UNIQUE \\. \\g \\; :x ${y} COPY"
                                + " stdin \n")
                        .split(" ", -1);
        Random random = new Random(7);
        for (int run = 0; run < 2_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(words[random.nextInt(words.length)]).append(' ');
            }
            assertThat(analyze(text.toString()).files()).as("%s", text).hasSize(1);
        }
    }

    private static AnalysisResult analyze(String text) {
        return new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT)
                .analyze(List.of(MigrationFile.of("a.sql", text)));
    }
}
