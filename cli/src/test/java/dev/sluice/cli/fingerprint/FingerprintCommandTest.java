package dev.sluice.cli.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The number that a rule of a policy takes, from wherever the statement comes. */
class FingerprintCommandTest {

    /** What the query cache gives for the statements of this class; it is told in docs/cache.md too. */
    private static final String ORDERS = "6cdf8c3f21acc0e8";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Sluice.run(arguments, new PrintWriter(out), new PrintWriter(err));
    }

    private int runWith(byte[] input) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input));
        try {
            return run("fingerprint", "-");
        } finally {
            System.setIn(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM orders WHERE id = $1",
                "SELECT * FROM orders WHERE id = ?",
                "select *\n  from Orders -- those\n where id = 42;\n",
                "/* sluice: cache class=short */ SELECT * FROM orders WHERE id = 'x'",
            })
    void layoutCommentsValuesAndFormsOfParametersDoNotCount(String sql) throws Exception {
        assertThat(run("fingerprint", sql)).isZero();
        assertThat(run(
                        "fingerprint",
                        "--file",
                        Files.writeString(folder.resolve("a.sql"), sql).toString()))
                .isZero();
        assertThat(run(
                        "fingerprint",
                        "-f",
                        Files.writeString(folder.resolve("b.sql"), '\uFEFF' + sql)
                                .toString()))
                .isZero();
        assertThat(runWith(sql.getBytes(StandardCharsets.UTF_8))).isZero();
        assertThat(out.toString().lines()).hasSize(4).containsOnly(ORDERS);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void anotherStatementHasAnotherOne() {
        run("fingerprint", "SELECT * FROM orders WHERE id > ?");
        assertThat(out.toString()).matches("[0-9a-f]{16}\\R").doesNotContain(ORDERS);
    }

    @Test
    void theGuideShowsIt() throws Exception {
        assertThat(Files.readString(Path.of("..", "docs", "cache.md")))
                .contains("sluice fingerprint 'SELECT * FROM orders WHERE id = ?'\n" + ORDERS + "\n");
    }

    @Test
    void whoGivesNamesOfAFrameworkIsToldThatTheDriverGetsSomethingElse() {
        assertThat(run("fingerprint", "SELECT * FROM orders WHERE id = :id")).isZero();
        assertThat(err.toString())
                .startsWith("sluice: ':name' is no parameter for the driver")
                .hasLineCount(1);
        err.getBuffer().setLength(0);
        run("fingerprint", "SELECT id::text, tags[1:?] FROM orders WHERE at > {ts '2026-01-01 00:00:00'}");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the text has no statement.",
                "` -- nothing\n ;` | the text has no statement.",
                "select 1; select ? | the text has 2 statements, and each has a fingerprint of its own",
                "`select\n 'a from b` | the text has, at 2:2, a quoted string that no ' ends.",
                "select (a from b | the text has, at 1:8, a parenthesis that is not closed",
                "select 1 \\gexec | the text has a command of psql in line 1, which no driver understands.",
            })
    void whatIsNotOneStatementHasNone(String sql, String told) {
        assertThat(run("fingerprint", sql)).isEqualTo(2);
        assertThat(err.toString()).startsWith("sluice: " + told).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatIsNoTextIsNotRead() throws Exception {
        assertThat(runWith(new byte[] {'a', (byte) 0xff})).isEqualTo(2);
        assertThat(err.toString()).isEqualToIgnoringNewLines("sluice: standard input cannot be read: it is not UTF-8.");
        err.getBuffer().setLength(0);
        Path large = Files.write(folder.resolve("large.sql"), new byte[(1 << 20) + 1]);
        assertThat(run("fingerprint", "--file", large.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "sluice: " + large + " has more than 1 MiB, which is more than a statement.");
    }
}
