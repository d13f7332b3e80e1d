package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a user types them, in this process. */
class SluiceTest {

    private static final Path SAMPLES = Path.of("..", "examples", "migrations");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Sluice.run(arguments, new PrintWriter(out), new PrintWriter(err));
    }

    @Test
    void whatIsRiskyFailsTheCheck() {
        assertThat(run("migrations", "check", SAMPLES.resolve("risky").toString()))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("V2__find_orders_of_a_customer.sql:1:1  high  create-index-without-concurrently")
                .contains("Risk: high.");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/migrations.md"})
    void theGuidesShowWhatItSays(String guide) throws IOException {
        run("migrations", "check", SAMPLES.resolve("risky").toString());
        String first = out.toString().substring(0, out.toString().indexOf("\n\n"));
        String shown = first.substring(first.indexOf("risky/"));
        assertThat(Files.readString(Path.of("..").resolve(guide))).contains(shown);
    }

    @Test
    void whatIsSafeDoesNot() {
        assertThat(run(
                        "migrations",
                        "check",
                        "--fail-on",
                        "low",
                        SAMPLES.resolve("safe").toString()))
                .isZero();
        assertThat(out.toString()).contains("0 high, 0 medium, 0 low. Risk: none.");
    }

    @Test
    void nothingFailsTheCheckWhereNothingShould() {
        assertThat(run(
                        "migrations",
                        "check",
                        "--fail-on",
                        "none",
                        SAMPLES.resolve("risky").toString()))
                .isZero();
    }

    @Test
    void aFileThatIsNamedTwiceIsJudgedOnce() {
        String folder = SAMPLES.resolve("risky").toString();
        run("migrations", "check", folder, folder, "./" + folder, folder + "/V2__find_orders_of_a_customer.sql");
        assertThat(out.toString()).contains("\n5 migrations, ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text | Risk: high. Layout: flyway.
            json | "tool" : "flyway",
            markdown | run by `flyway`;
            sarif | "tool" : "flyway",
            junit | <property name="tool" value="flyway">
            """)
    void theReportTellsTheLayoutThatWasMadeOut(String format, String shown) {
        run("migrations", "check", "--format", format, SAMPLES.resolve("risky").toString());
        assertThat(out.toString()).contains(shown);
    }

    @Test
    void theLastLineTellsTheVersionAndWhetherAnybodyHasNamedIt(@TempDir Path folder) throws IOException {
        String safe = SAMPLES.resolve("safe").toString();
        run("migrations", "check", safe);
        assertThat(out.toString()).endsWith(" For PostgreSQL 18, assumed: --postgres-version names another.\n");
        run("migrations", "check", "--postgres-version", "14", safe);
        assertThat(out.toString()).endsWith(" For PostgreSQL 14.\n");
        Path config = folder.resolve("c.yaml");
        Files.writeString(config, "postgresVersion: 18\n");
        run("migrations", "check", "--config", config.toString(), safe);
        assertThat(out.toString()).endsWith(" For PostgreSQL 18.\n");
        run("migrations", "check", "--format", "markdown", safe);
        assertThat(out.toString()).contains(" for PostgreSQL 18 (assumed), run by ");
    }

    @Test
    void aConfigurationInAnotherEncodingIsSaidToBe(@TempDir Path folder) throws IOException {
        Path config = folder.resolve("c.yaml");
        Files.write(config, new byte[] {'#', (byte) 0xFC, '\n'});
        assertThat(run("migrations", "check", "--config", config.toString(), SAMPLES.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("sluice: the configuration " + config + " cannot be read: it is not in UTF-8.\n");
    }

    @Test
    void everyRuleIsListedAndExplained() {
        assertThat(run("rules", "list")).isZero();
        for (String line : out.toString().lines().toList()) {
            String id = line.substring(0, line.indexOf(' '));
            out.getBuffer().setLength(0);
            assertThat(run("rules", "explain", id)).isZero();
            assertThat(out.toString()).startsWith(id + ": ").contains("Instead: ", "-- sluice:ignore " + id + ": ");
        }
    }

    @Test
    void aRuleIsExplainedWithTheVersionsForWhichItHolds() {
        run("rules", "explain", "attach-partition-without-check");
        assertThat(out.toString())
                .contains(
                        "Versions: PostgreSQL 11 to 18",
                        "SHARE UPDATE EXCLUSIVE, a short change of the catalog (PostgreSQL 12 and later)")
                .contains("reads each row (in all of them)");
        out.getBuffer().setLength(0);
        run("rules", "explain", "concurrent-index-corruption");
        assertThat(out.toString()).contains("Versions: PostgreSQL 14\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~Name a command, such as 'sluice migrations check PATH'.",
                "migrations~Name a command, such as 'sluice migrations check PATH'.",
                "migrations chek~Did you mean: migrations check",
                "migrations check --formt json x~Possible solutions: --format",
                "migrations check --format yaml x~'yaml' is none of text, json, markdown, sarif, junit, github, log.",
                "migrations check --fail-on hihg x~'hihg' is none of low, medium, high, none.",
                "migrations check --tool flywy x~did you mean 'flyway'?",
                "migrations check --postgres-version 9.6 x~--postgres-version: PostgreSQL version 9.6: the rules know versions from 11 on.",
                "migrations check --postgres-version 9 x~--postgres-version: PostgreSQL version 9: the rules know versions from 11 on.",
                "migrations check --postgres-version 18.6.1 x~--postgres-version: PostgreSQL version '18.6.1': a number such as 17 or 16.4 is expected.",
                "migrations check --postgres-version 99 x~--postgres-version: there is no PostgreSQL 99; the rules know the"
                        + " versions from 11 to 18.",
                "migrations check --postgres-version new x~--postgres-version: PostgreSQL version 'new': a number such as 17 or 16.4 is expected.",
                "migrations check --verify-statement-timeout 5 x~say nothing without --verify URL",
                "migrations check --verify-lock-timeout 5 x~say nothing without --verify URL",
                "migrations check no-such-folder~no-such-folder does not exist",
                "migrations check --stdin-name a.sql x~--stdin-name is the path of a file, and says nothing unless '-' is",
                "migrations check --config no.yaml x~the configuration no.yaml cannot be read: it does not exist.",
                "migrations check --baseline no-such-revision ../examples/migrations/safe~the baseline"
                        + " 'no-such-revision' cannot be read",
                "migrations check~there is nothing to check: name a file or a folder",
                "fingerprint~name one statement: in quotes, by --file FILE, or '-'",
                "fingerprint --file a.sql x~name one statement: in quotes, by --file FILE, or '-'",
                "fingerprint --file no.sql~no.sql cannot be read: it does not exist.",
                "fingerprint ;~the text has no statement.",
                "rules explain drop-colum~there is no rule 'drop-colum'; did you mean 'drop-column'?",
                "rules explain~Missing required parameter: 'ID'"
            })
    void aMistakeIsOneSentence(String mistake) {
        String[] parts = mistake.split("~", 2);
        assertThat(run(parts[0].isEmpty() ? new String[0] : parts[0].split(" ", -1)))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("sluice: ").contains(parts[1]).doesNotContain("\tat ");
        assertThat(err.toString().lines().count()).isLessThanOrEqualTo(3);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whoSaysThatThereIsNoTransactionIsToldWhereTheLayoutSaysOtherwise() {
        String folder = SAMPLES.resolve("risky").toString();
        run("migrations", "check", "--no-transaction", "--tool", "flyway", folder);
        assertThat(err.toString())
                .startsWith("sluice: --no-transaction does not hold for " + folder + "/V1__")
                .contains("more, which flyway runs in a transaction by its layout")
                .hasLineCount(1);
        err.getBuffer().setLength(0);
        run("migrations", "check", "--no-transaction", "--tool", "plain", folder);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aVersionThatIsAboutToComeIsJudgedAsTheNewestOne() {
        run(
                "migrations",
                "check",
                "--postgres-version",
                "20",
                SAMPLES.resolve("safe").toString());
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "sluice: PostgreSQL 20 is newer than the newest version that the rules know, and"
                                + " is judged as 18.");
    }

    @Test
    void aPasswordBehindAnOptionThatThereIsNotIsNotShown() {
        assertThat(run("migrations", "check", "--catalog-password=secretpw", "x"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--catalog-password=…").doesNotContain("secretpw");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "migrations --help",
                "migrations check --help",
                "rules --help",
                "rules list --help",
                "fingerprint --help"
            })
    void helpSaysWhatThereIs(String arguments) {
        assertThat(run(arguments.split(" ", -1))).isZero();
        assertThat(out.toString()).startsWith("Usage: sluice").contains("Exit codes:");
    }

    @Test
    void theCompletionIsAScriptOfTheShell() {
        assertThat(run("generate-completion")).isZero();
        assertThat(out.toString())
                .startsWith("#!/usr/bin/env bash")
                .contains("golang-migrate", "function _picocli_sluice_fingerprint()");
    }
}
