package dev.sluice.cli.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only what is new counts: compared with a report, and with a revision in a repository of git. */
class BaselineTest {

    private static final String OLD = "ALTER TABLE a DROP COLUMN b;\n";
    private static final String NEW = "ALTER TABLE a DROP COLUMN c;\n";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path repository;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void commitTheOldOne() throws IOException, InterruptedException {
        write("db/V1__old.sql", OLD);
        write("other/V1__other.sql", NEW);
        git("init", "--quiet");
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "--no-gpg-sign", "-m", "old");
    }

    @Test
    void ofARevisionCountsWhatIsNew() throws IOException, InterruptedException {
        write("db/V1__old.sql", "-- moved down\n\n" + OLD);
        assertThat(check("--baseline", "HEAD", folder("db"))).isZero();
        assertThat(out.toString()).contains("0 high, 0 medium, 0 low (", " known by the baseline)");

        write("db/V2__new.sql", NEW);
        assertThat(check("--baseline", "HEAD", folder("db"))).isEqualTo(1);
        assertThat(out.toString())
                .contains("V2__new.sql:1:15  high  drop-column")
                .doesNotContain("V1__old.sql:");
        assertThat(git("status", "--porcelain")).isEqualTo(" M db/V1__old.sql\n?? db/V2__new.sql\n");
    }

    @Test
    void aFolderThatTheRevisionDoesNotHaveIsNew() throws IOException {
        write("later/V1__new.sql", OLD);
        assertThat(check("--baseline", "HEAD", folder("later"))).isEqualTo(1);
    }

    @Test
    void aSingleFileIsComparedWithItself() throws IOException {
        write("db/V2__new.sql", NEW);
        assertThat(check("--baseline", "HEAD", folder("db/V1__old.sql"))).isZero();
        assertThat(check("--baseline", "HEAD", folder("db/V2__new.sql"))).isEqualTo(1);
    }

    @Test
    void standardInputIsComparedWithTheFileOfItsName() throws IOException {
        String old = folder("db/V1__old.sql");
        assertThat(piped(OLD, "--baseline", "HEAD", "--stdin-name", old, "-")).isZero();
        assertThat(piped(OLD + NEW, "--baseline", "HEAD", "--stdin-name", old, "-"))
                .isEqualTo(1);
        assertThat(piped(OLD, "--baseline", "HEAD", "--stdin-name", old, "-", folder("db")))
                .isZero();
        assertThat(piped(OLD, "--baseline", "HEAD", "--stdin-name", folder("db/V2__new.sql"), "-"))
                .isEqualTo(1);
    }

    @Test
    void aChangesetThatIsAddedCountsByItself() throws IOException, InterruptedException {
        String changes = "--liquibase formatted sql\n--changeset me:1\nALTER TABLE a ADD COLUMN b int;\n";
        write("log/log.sql", changes);
        Path report = repository.resolve("known.json");
        assertThat(check("--format", "json", "--output", report.toString(), "--fail-on", "none", folder("log")))
                .isZero();
        write("log/log.sql", changes + "--changeset me:2\nALTER TABLE a ADD COLUMN c int;\n");
        check("--baseline", report.toString(), "--fail-on", "low", folder("log"));
        assertThat(out.toString())
                .contains("log.sql:5:", "missing-lock-timeout")
                .doesNotContain("log.sql:3:");
    }

    private int piped(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return check(arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aRevisionIsNoOption() {
        assertThat(check("--baseline=--all", folder("db"))).isEqualTo(2);
        assertThat(err.toString()).contains("the baseline '--all' cannot be read");
    }

    @Test
    void ofAReportCountsWhatIsNew() throws IOException {
        Path report = repository.resolve("known.json");
        assertThat(check("--format", "json", "--output", report.toString(), "--fail-on", "none", folder("db")))
                .isZero();
        assertThat(check("--baseline", report.toString(), folder("db"))).isZero();
        write("db/V2__new.sql", NEW);
        assertThat(check("--baseline", report.toString(), folder("db"))).isEqualTo(1);
    }

    @Test
    void whatHasBecomeWorseIsNew() throws IOException {
        String change = "ALTER TABLE a ALTER b TYPE timestamptz;\n";
        write("db/V0__table.sql", "CREATE TABLE a (b timestamp);\n");
        write("db/V1__old.sql", "SET timezone = 'UTC';\n" + change);
        Path report = repository.resolve("known.json");
        assertThat(check("--format", "json", "--output", report.toString(), "--fail-on", "none", folder("db")))
                .isZero();
        assertThat(check("--baseline", report.toString(), folder("db"))).isZero();
        write("db/V1__old.sql", change);
        assertThat(check("--baseline", report.toString(), folder("db"))).isEqualTo(1);
        assertThat(out.toString()).contains("high  change-column-type");
    }

    @Test
    void aReportThatIsCutIsSaidToBe() throws IOException {
        Path report = repository.resolve("known.json");
        check("--format", "json", "--output", report.toString(), "--fail-on", "none", folder("db"));
        String whole = Files.readString(report);
        for (String end : List.of("\"summary\"", "ummary\"", ": {", "}", " }")) {
            err.getBuffer().setLength(0);
            write("known.json", whole.substring(0, whole.indexOf(end)));
            assertThat(check("--baseline", folder("known.json"), folder("db"))).isEqualTo(2);
            assertThat(err.toString())
                    .matches("sluice: the baseline \\S+ is no report that --format json has written: it is cut off at"
                            + " line \\d+\\.\n");
        }
    }

    @Test
    void aReportOfSomethingElseIsRefused() throws IOException {
        write("known.json", "{\"kind\": \"QueryReport\"}");
        assertThat(check("--baseline", folder("known.json"), folder("db"))).isEqualTo(2);
        assertThat(err.toString())
                .endsWith("is no report that --format json has written: kind is \"QueryReport\", and should be"
                        + " \"MigrationReport\".\n");
    }

    private int check(String... arguments) {
        out.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("migrations", "check"));
        all.addAll(List.of(arguments));
        return Sluice.run(all.toArray(String[]::new), new PrintWriter(out), new PrintWriter(err));
    }

    private String folder(String name) {
        return repository.resolve(name).toString();
    }

    private void write(String name, String text) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(repository.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
