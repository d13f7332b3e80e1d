package dev.sluice.analysis.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.rules.Rules;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comments that switch findings off. */
class SuppressionTest {

    private static final MigrationSettings SETTINGS = MigrationSettings.DEFAULT.timeouts(true, true);
    private static final String DROP = "ALTER TABLE orders DROP COLUMN note;";

    @Test
    void aCommandThatIsNoneIsSaid() {
        assertThat(analyze("-- sluice:ignore_file drop-column: unused\n" + DROP))
                .extracting(finding -> finding.rule() + " " + finding.message())
                .contains("unused-suppression The comment switches nothing off: 'ignore_file' is neither 'ignore' nor"
                        + " 'ignore-file'.")
                .anyMatch(finding -> finding.startsWith("drop-column "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- sluice:ignore drop-column: unused since release 41\nALTER TABLE orders DROP COLUMN note;",
                "\uFEFF-- sluice:ignore drop-column: unused since release 41\r\nALTER TABLE orders DROP COLUMN note;",
                "ALTER TABLE orders DROP COLUMN note; -- sluice:ignore drop-column: unused since release 41",
                "ALTER TABLE orders /* sluice:ignore drop-column: unused */ DROP COLUMN note;",
                """
                -- sluice:ignore wide-index, drop-column: unused
                -- sluice:ignore-file wide-index: x
                ALTER TABLE orders DROP COLUMN note; CREATE INDEX CONCURRENTLY i ON t (a, b, c, d);""",
                "-- sluice: ignore drop-column: unused\nALTER TABLE orders DROP COLUMN note;",
                "-- SLUICE:IGNORE DROP-COLUMN: unused\nALTER TABLE orders DROP COLUMN note;",
                "-- Sluice : ignore-file: drop-column: unused\nALTER TABLE orders DROP COLUMN note;",
                "-- sluice:ignore-file drop-column: all are unused\nSELECT 1;\nALTER TABLE orders DROP COLUMN note;",
                """
                COPY t FROM stdin;
                1
                \\.
                -- sluice:ignore drop-column: unused
                ALTER TABLE orders DROP COLUMN note;""",
                """
                DO $$ BEGIN
                  IF true THEN
                    -- sluice:ignore drop-column: unused
                    ALTER TABLE orders DROP COLUMN note;
                  END IF;
                  ALTER TABLE orders DROP COLUMN b; -- sluice:ignore drop-column: unused too
                  ALTER TABLE orders /* sluice:ignore drop-column: unused too */ DROP COLUMN c;
                  -- sluice:ignore drop-column: unused too
                  EXECUTE 'ALTER TABLE orders DROP COLUMN d';
                  DO $x$ BEGIN
                    -- sluice:ignore drop-column: unused too
                    ALTER TABLE orders DROP COLUMN e;
                  END $x$;
                  EXECUTE $x$
                    -- sluice:ignore drop-column: unused too
                    ALTER TABLE orders DROP COLUMN f
                  $x$;
                END $$;"""
            })
    void aCommentWithAReasonSwitchesAFindingOff(String text) {
        List<Finding> findings = analyze(text);
        assertThat(findings).extracting(Finding::rule).doesNotContain("drop-column");
        assertThat(findings)
                .extracting(Finding::message)
                .doesNotContain("The comment switches drop-column off, which finds nothing here.");
    }

    @Test
    void aCommentReachesNoOtherStatement() {
        String text = "-- sluice:ignore drop-column: unused\n" + DROP + "\n" + DROP;
        assertThat(places(text)).containsExactly("3 drop-column");
        String behind = DROP + " -- sluice:ignore drop-column: unused\n" + DROP;
        assertThat(places(behind)).containsExactly("2 drop-column");
    }

    @Test
    void aCommentInABodyReachesNoOtherStatement() {
        assertThat(places("""
                        DO $$ BEGIN -- sluice:ignore drop-column: the next one
                          ALTER TABLE orders DROP COLUMN a;
                          ALTER TABLE orders DROP COLUMN b; -- sluice:ignore drop-column: this one
                          ALTER TABLE orders DROP COLUMN c;
                        END $$;
                        """)).containsExactly("4 drop-column");
    }

    @Test
    void aCommentWithoutAReasonWeighsAsMuchAsWhatItHides() {
        Finding high = only("-- sluice:ignore drop-column\n" + DROP);
        assertThat(high.rule()).isEqualTo("suppression-without-reason");
        assertThat(high.severity()).isEqualTo(Severity.HIGH);
        assertThat(high.location()).hasToString("a.sql:1:1");
        Finding low = only("-- sluice:ignore table-without-primary-key:\nCREATE TABLE t (a int);");
        assertThat(low.severity()).isEqualTo(Severity.MEDIUM);
    }

    @Test
    void aCommentWithoutAReasonHidesNothingWorseThanItIsReportedAs() {
        String text = "-- sluice:ignore drop-column\n" + DROP;
        RuleSetting off = new RuleSetting(false, null);
        assertThat(analyze(text, SETTINGS.rules(Map.of("suppression-without-reason", off))))
                .extracting(Finding::rule)
                .containsExactly("drop-column");
        RuleSetting low = new RuleSetting(true, Severity.LOW);
        assertThat(analyze(text, SETTINGS.rules(Map.of("suppression-without-reason", low))))
                .extracting(Finding::rule)
                .containsExactly("suppression-without-reason", "drop-column");
    }

    @Test
    void aCommentThatSwitchesNothingOffIsAFinding() {
        assertThat(analyze("""
                        -- sluice:ignore drop-column: old
                        SELECT 1;
                        -- sluice:ignore drop-colum: x
                        SELECT 2;
                        DO $$ BEGIN
                          -- sluice:ignore drop-table: x
                          NULL;
                        END $$;
                        CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN
                          -- sluice:ignore drop-index: x
                          NULL;
                        END $$;
                        -- sluice:ignore set-not-null: behind the last one
                        """))
                .extracting(finding -> finding.location().from().line() + " " + finding.message())
                .containsExactly(
                        "1 The comment switches drop-column off, which finds nothing here.",
                        "3 There is no rule 'drop-colum' that the comment could switch off.",
                        "6 The comment switches drop-table off, which finds nothing here.",
                        "10 There is no rule 'drop-index' that the comment could switch off.",
                        "13 The comment switches set-not-null off, which finds nothing here.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- sluice:ingore drop-column: unused",
                "-- sluice: disable drop-column: unused",
                "/*\n * sluice:skip drop-column: unused\n */"
            })
    void aCommentThatMisspellsTheWordIsAFinding(String comment) {
        assertThat(analyze(comment + "\n" + DROP))
                .extracting(Finding::rule)
                .hasSize(2)
                .contains("drop-column");
    }

    @Test
    void aCommentMayHaveLinesOfItsOwn() {
        assertThat(analyze("/*\n * sluice:ignore drop-column: unused\n * since June\n */\n" + DROP))
                .isEmpty();
    }

    @Test
    void aCommentOnARuleThatIsOffIsNoFinding() {
        MigrationSettings settings = SETTINGS.rules(Map.of("drop-column", new RuleSetting(false, null)));
        assertThat(analyze("-- sluice:ignore drop-column: old\n" + DROP, settings))
                .isEmpty();
    }

    private static List<String> places(String text) {
        return analyze(text).stream()
                .map(finding -> finding.location().from().line() + " " + finding.rule())
                .toList();
    }

    private static Finding only(String text) {
        List<Finding> findings = analyze(text);
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    private static List<Finding> analyze(String text) {
        return analyze(text, SETTINGS);
    }

    private static List<Finding> analyze(String text, MigrationSettings settings) {
        return new MigrationAnalysis(Rules.all(), settings)
                .analyze(List.of(MigrationFile.of("a.sql", text)))
                .findings();
    }
}
