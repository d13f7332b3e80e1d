package dev.sluice.analysis.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.analysis.finding.Finding;
import dev.sluice.analysis.finding.Omitted;
import dev.sluice.analysis.finding.Severity;
import dev.sluice.analysis.migration.rules.MissingLockTimeout;
import dev.sluice.analysis.migration.rules.Rules;
import dev.sluice.analysis.schema.Catalog;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.Size;
import dev.sluice.analysis.statement.Name;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The engine; what single rules find is in their folders. */
class MigrationAnalysisTest {

    private static final MigrationSettings SETTINGS = MigrationSettings.DEFAULT.timeouts(true, true);
    private static final String DROP = "ALTER TABLE orders DROP COLUMN note;";

    @Test
    void aTransactionSaysHowManyTablesItLocks() {
        String drops =
                IntStream.range(0, 14).mapToObj(i -> "DROP TABLE t" + i + ";\n").collect(Collectors.joining());
        assertThat(new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT.wrapping(Wrapping.TRANSACTION))
                        .analyze(List.of(MigrationFile.of("a.sql", drops)))
                        .findings())
                .filteredOn(finding -> finding.rule().equals("many-tables-in-one-transaction"))
                .extracting(Finding::message)
                .containsExactly("Locks the third table in use in one transaction: public.t0, public.t1, public.t2."
                        + " Behind it, 11 more follow.");
    }

    @Test
    void nothingComesOfNothing() {
        assertThat(analyze("").findings()).isEmpty();
        assertThat(analyze(" -- only a comment\n").files())
                .containsExactly(new AnalysisResult.AnalyzedFile("a.sql", 0, Omitted.NONE));
    }

    @Test
    void whatWasDroppedIfItWasThereIsTakenForWhatAnEarlierRunHasLeft() {
        String stage = "CREATE TABLE stage AS SELECT * FROM orders; CREATE INDEX ON stage (id);";
        String build = "create-index-without-concurrently";
        MigrationSettings alone = SETTINGS.wrapping(Wrapping.NONE);
        assertThat(analyze("DROP TABLE IF EXISTS stage;" + stage, alone).findings())
                .extracting(Finding::rule)
                .doesNotContain(build);
        for (String used : List.of("DROP TABLE stage;", "ALTER TABLE stage RENAME TO old_stage;")) {
            assertThat(analyze(used + stage, alone).findings())
                    .as(used)
                    .extracting(Finding::rule)
                    .contains(build);
        }
    }

    @Test
    void placesAreThoseOfAnEditor() {
        String text = "\uFEFF-- größer 😀\r\n\t/* 😀 */ ALTER TABLE orders\r\n\t\tDROP COLUMN note;\r\n";
        Finding finding = only(analyze(text));
        assertThat(finding.location()).hasToString("a.sql:3:3");
        assertThat(finding.location().to()).hasToString("3:19");
    }

    @Test
    void settingsSwitchRulesAndSetSeverities() {
        MigrationSettings settings = SETTINGS.rules(Map.of("drop-column", new RuleSetting(true, Severity.LOW)));
        assertThat(only(analyze(DROP, settings)).severity()).isEqualTo(Severity.LOW);
        assertThatThrownBy(() -> analyze("", SETTINGS.rules(Map.of("drop-colum", new RuleSetting(true, null)))))
                .hasMessageContaining("drop-colum");
    }

    @Test
    void whatIsNeverClosedIsBrokenAtItsPlace() {
        Finding finding = only(analyze("SELECT 1;\nSELECT 'a;\n" + DROP));
        assertThat(finding.rule()).isEqualTo("broken-statement");
        assertThat(finding.severity()).isEqualTo(Severity.HIGH);
        assertThat(finding.location()).hasToString("a.sql:2:8");
    }

    @Test
    void messagesNameTablesAsTheyAre() {
        String open = "DO $$ BEGIN EXECUTE format('ALTER TABLE %I ADD COLUMN a int', x); END $$;\n";
        assertThat(analyze(open, MigrationSettings.DEFAULT).findings())
                .extracting(Finding::message)
                .anyMatch(message -> message.contains("lock on %I"))
                .noneMatch(message -> message.contains("public.%I"));
        String own = "ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES public.t;\n";
        assertThat(analyze(own).findings())
                .extracting(Finding::message)
                .contains("Checks each row of t under a SHARE ROW EXCLUSIVE lock, which blocks writes.");
    }

    @Test
    void whatIsNoCommandIsToBeCorrected() {
        Finding finding = only(analyze("ROOT;\n"));
        assertThat(finding.message()).contains("no command ROOT");
        assertThat(finding.instead()).startsWith("Correct its first words");
    }

    @Test
    void secretsAreNotQuoted() {
        String text = """
                BEGIN;
                ALTER TABLE orders ADD COLUMN a int;
                UPDATE users SET pw = crypt('hunter2', gen_salt('bf')), state = 'new';
                COMMIT;
                """;
        List<Finding> findings = new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT)
                .analyze(List.of(MigrationFile.of("a.sql", text)))
                .findings();
        assertThat(findings).anySatisfy(finding -> assertThat(finding.example()).contains("crypt('…', gen_salt('…'))"));
        assertThat(findings)
                .allSatisfy(finding -> assertThat(finding.toString()).doesNotContain("hunter2"));
    }

    @Test
    void whatNoGrammarTakesIsReportedAndStillJudged() {
        AnalysisResult result = analyze("ALTER TABLE orders DROP COLUMN note, FLY TO moon;");
        assertThat(result.findings())
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("drop-column", "unread-statement");
        assertThat(result.unread()).hasSize(1).allSatisfy(unread -> {
            assertThat(unread.words()).isEqualTo("alter table orders");
            assertThat(unread.location()).hasToString("a.sql:1:38");
        });
    }

    @Test
    void migrationsBeforeTellWhatExists() {
        MigrationFile first = MigrationFile.of("1.sql", "CREATE TABLE t (id bigint PRIMARY KEY, a varchar(10));");
        MigrationFile second =
                MigrationFile.of("2.sql", "ALTER TABLE t ALTER COLUMN a TYPE varchar(20);\nCREATE INDEX ON t (a);");
        MigrationAnalysis byFile = new MigrationAnalysis(Rules.all(), SETTINGS);
        assertThat(byFile.analyze(List.of(first, second)).findings())
                .extracting(Finding::rule)
                .containsExactly("create-index-without-concurrently");
        MigrationAnalysis bySet = new MigrationAnalysis(Rules.all(), SETTINGS.newness(Newness.ANY_UNAPPLIED_FILE));
        assertThat(bySet.analyze(List.of(first, second)).findings()).isEmpty();
        assertThat(bySet.analyze(List.of(first.asApplied(), second)).findings()).hasSize(1);
        assertThat(bySet.analyze(List.of(first.asApplied(), second)).files()).hasSize(1);
    }

    @Test
    void aSmallTableOfTheCatalogIsLessOfAnAlarm() {
        Catalog catalog = new Catalog(
                PostgresVersion.of(16),
                List.of(table("tiny", 40, 8192), table("large", 9_000_000, 1L << 33)),
                List.of(),
                List.of());
        MigrationSettings settings = SETTINGS.catalog(catalog);
        String text = "CREATE INDEX ON tiny (a);\nCREATE INDEX ON large (a);";
        assertThat(analyze(text, settings).findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.LOW, Severity.HIGH);
        assertThat(analyze(text, settings).findings().get(0).message()).contains("less than a second");
        assertThat(analyze(text, settings).findings().get(1).message())
                .contains(" The table has about 9,000,000 rows in 8,192 MiB: about ")
                .endsWith(" min, while writes and autovacuum wait.");
    }

    @Test
    void placeholdersStandForNames() {
        Finding finding = only(analyze("ALTER TABLE ${schema}.orders DROP COLUMN note;"));
        assertThat(finding.message()).contains("${schema}.orders");
        assertThat(finding.location().from().column()).isEqualTo(30);
    }

    @Test
    void sectionsHaveTransactionsOfTheirOwn() {
        String text = """
                CREATE INDEX CONCURRENTLY a ON t (a);
                ALTER TABLE t ADD COLUMN b text;
                ALTER TABLE u ADD COLUMN b text;
                """;
        MigrationSettings settings = MigrationSettings.DEFAULT;
        List<Finding> findings = new MigrationAnalysis(List.of(new MissingLockTimeout()), settings)
                .analyze(List.of(MigrationFile.of("a.sql", text), MigrationFile.of("b.sql", text)))
                .findings();
        assertThat(findings)
                .extracting(finding -> finding.location().file() + ":"
                        + finding.location().from().line())
                .containsExactly("a.sql:2", "b.sql:2");
        assertThat(findings)
                .allSatisfy(
                        finding -> assertThat(finding.message()).endsWith(" 2 more statements of this file do so."));
    }

    private static Catalog.CatalogTable table(String name, long rows, long bytes) {
        return new Catalog.CatalogTable(
                new Name("public", name),
                new Size(rows, bytes, bytes),
                List.of(),
                List.of(),
                List.of(),
                false,
                List.of(),
                null,
                false,
                false);
    }

    private static Finding only(AnalysisResult result) {
        assertThat(result.findings()).hasSize(1);
        return result.findings().get(0);
    }

    private static AnalysisResult analyze(String text) {
        return analyze(text, SETTINGS);
    }

    private static AnalysisResult analyze(String text, MigrationSettings settings) {
        return new MigrationAnalysis(Rules.all(), settings).analyze(List.of(MigrationFile.of("a.sql", text)));
    }
}
