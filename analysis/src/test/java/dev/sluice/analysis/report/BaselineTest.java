package dev.sluice.analysis.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.AnalysisResult;
import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.rules.DeleteWithoutBatches;
import dev.sluice.analysis.migration.rules.DropTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {

    private static final String BEFORE = "DROP TABLE a;\nALTER TABLE b DROP COLUMN c, DROP COLUMN d;\n";

    /** A report with a finding for each clause that begins with DROP. */
    private static MigrationReport check(String file, String text) {
        return check(file, text, Severity.HIGH);
    }

    private static MigrationReport check(String file, String text, Severity... severities) {
        List<Finding> findings = new ArrayList<>();
        for (int at = text.indexOf("DROP"); at >= 0; at = text.indexOf("DROP", at + 1)) {
            String masked = text.substring(0, at).replace("DROP", "drop") + text.substring(at);
            findings.add(new Finding(
                    "drop",
                    severities[findings.size() % severities.length],
                    Reports.location(file, masked, "DROP"),
                    "It is dropped.",
                    "",
                    "",
                    ""));
        }
        return MigrationReport.of("1", "18", "plain", List.of(CheckedMigration.of(file, text, 1, List.of(), findings)));
    }

    private static MigrationReport judged(String file, String text) {
        return new Baseline(check("db/a.sql", BEFORE)).applyTo(check(file, text));
    }

    /** What the words alone do not tell: what a call runs, and where. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DELETE FROM a'; SELECT f(); | FROM a | FROM b",
                "SET search_path = s1; DROP TABLE z; | s1 | s2",
                "PREPARE p AS DELETE FROM a; EXECUTE p; | FROM a | FROM b",
            })
    void whatRunsSomethingElseIsNew(String text, String words, String others) {
        var before = new Baseline(analyzed(text));
        MigrationReport same = before.applyTo(analyzed("-- moved\n\n" + text.replace("DELETE", "delete")));
        assertThat(same.issues()).isNotEmpty().allMatch(Issue::known);
        MigrationReport other = before.applyTo(analyzed(text.replace(words, others)));
        assertThat(other.risk()).isEqualTo(Risk.HIGH);
    }

    private static MigrationReport analyzed(String text) {
        MigrationFile file = MigrationFile.of("a.sql", text);
        AnalysisResult result = new MigrationAnalysis(
                        List.of(new DropTable(), new DeleteWithoutBatches()), MigrationSettings.DEFAULT)
                .analyze(List.of(file));
        return MigrationReport.of(
                "1", "18", "plain", List.of(CheckedMigration.of("a.sql", text, 1, List.of(), result.findings())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                BEFORE,
                "-- moved\n\n\n" + BEFORE,
                "ALTER TABLE b\n  DROP COLUMN c, -- why\n  DROP COLUMN d;\r\nalter table x add y int; DROP TABLE a"
            })
    void whatHasMovedIsKnown(String text) {
        MigrationReport report = judged("db/a.sql", text);
        assertThat(report.issues()).hasSize(3).allMatch(Issue::known);
        assertThat(report.risk()).isEqualTo(Risk.NONE);
        assertThat(report.summary().known()).isEqualTo(3);
        assertThat(report.summary().issues().total()).isZero();
        assertThat(report.summary().migrations()).isEqualTo(new Tally(0, 0, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP TABLE \"A\"", "DROP TABLE a2", "DROP TABLE a CASCADE"})
    void anotherStatementIsNew(String statement) {
        MigrationReport report = judged("db/a.sql", BEFORE + statement);
        assertThat(report.issues()).extracting(Issue::known).containsExactly(true, true, true, false);
        assertThat(report.risk()).isEqualTo(Risk.HIGH);
    }

    @Test
    void oneMoreOfTheSameIsNew() {
        assertThat(judged("db/a.sql", "DROP TABLE a;" + BEFORE).issues())
                .extracting(Issue::known)
                .containsExactly(true, false, true, true);
    }

    @ParameterizedTest
    @CsvSource({
        "LOW, LOW, true",
        "LOW, MEDIUM, false",
        "LOW, HIGH, false",
        "MEDIUM, HIGH, false",
        "HIGH, LOW, true",
        "HIGH, MEDIUM, true",
        "MEDIUM, MEDIUM, true"
    })
    void nothingWorseIsKnown(Severity before, Severity now, boolean known) {
        MigrationReport report =
                new Baseline(check("db/a.sql", BEFORE, before)).applyTo(check("db/a.sql", BEFORE, now));
        assertThat(report.issues()).hasSize(3).allMatch(issue -> issue.known() == known);
        assertThat(report.risk()).isEqualTo(known ? Risk.NONE : Risk.of(now));
    }

    @Test
    void ofSeveralTheLeastThatIsEnoughIsTaken() {
        String twice = "DROP TABLE a; DROP TABLE a;";
        MigrationReport before = check("db/a.sql", twice, Severity.HIGH, Severity.LOW);
        assertThat(new Baseline(before)
                        .applyTo(check("db/a.sql", twice, Severity.LOW, Severity.HIGH))
                        .issues())
                .allMatch(Issue::known);
        assertThat(new Baseline(before)
                        .applyTo(check("db/a.sql", twice, Severity.HIGH))
                        .issues())
                .extracting(Issue::known)
                .containsExactly(true, false);
    }

    @Test
    void aClauseIsKnownByItsPlaceInTheStatement() {
        assertThat(check("db/a.sql", BEFORE).issues())
                .extracting(Issue::fingerprint)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "db/a.sql, true",
        "./db/./a.sql, true",
        "x/../db/a.sql, true",
        "/builds/shop/db/a.sql, true",
        "a.sql, true",
        "other/a.sql, false",
        "xdb/a.sql, false",
        "db/b.sql, false"
    })
    void filesAreTheSameByTheEndsOfTheirPaths(String file, boolean known) {
        assertThat(judged(file, BEFORE).issues()).allMatch(issue -> issue.known() == known);
    }
}
