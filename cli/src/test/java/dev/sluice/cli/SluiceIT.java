package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.analysis.report.InvalidReportException;
import dev.sluice.analysis.report.MigrationReport;
import dev.sluice.analysis.report.ReportFrame;
import dev.sluice.analysis.report.ReportJson;
import dev.sluice.analysis.report.Risk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is built: started by its script, in another folder, as a process. */
class SluiceIT {

    private static final Path BUILT = Path.of("target").toAbsolutePath();
    private static final Path SAMPLES =
            Path.of("..", "examples", "migrations").toAbsolutePath().normalize();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private record Result(int code, String out, String err) {}

    @Test
    void judgesAFolder() throws Exception {
        Result result = run(SAMPLES, "", "migrations", "check", "risky");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("risky/V2__find_orders_of_a_customer.sql:1:1  high  create-index-without-concurrently")
                .doesNotContain("\u001b");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void theConfigurationOfTheFolderIsUsed() throws Exception {
        Result safe = run(SAMPLES, "", "migrations", "check");
        assertThat(safe.code()).as(safe.toString()).isZero();
        assertThat(safe.out()).contains("Risk: none.");
        assertThat(run(SAMPLES, "", "migrations", "check", "risky/V4__drop_email.sql")
                        .out())
                .contains("medium  drop-column");
    }

    @Test
    void readsStandardInput() throws Exception {
        Result result = run(folder, "-- größer\nALTER TABLE \"größe\" DROP COLUMN \"日本\";", "migrations", "check", "-");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("<stdin>:2:21  high  drop-column", "日本");
    }

    @Test
    void tellsTheFingerprintOfAStatement() throws Exception {
        String[] asked = {"fingerprint", "SELECT \"größe\" FROM orders WHERE id = $1"};
        Result result = run(folder, "", asked);
        assertThat(result.code()).as(result.toString()).isZero();
        assertThat(result.out()).matches("[0-9a-f]{16}\\R");
        assertThat(run(folder, "select \"größe\" -- it\nfrom orders where id = ?;\n", "fingerprint", "-"))
                .isEqualTo(result);
    }

    @Test
    void standardInputIsAnnotatedInTheFileOfItsName() throws Exception {
        String name = "db/V7__drop it.sql";
        String[] check = {"migrations", "check", "--stdin-name", name, "--format", "github", "-"};
        Result github = run(folder, "ALTER TABLE a DROP COLUMN b;", check);
        assertThat(github.code()).isEqualTo(1);
        assertThat(github.out()).contains("::error file=db/V7__drop it.sql,line=1,");
        check[5] = "sarif";
        assertThat(run(folder, "ALTER TABLE a DROP COLUMN b;", check).out())
                .contains("\"uri\" : \"db/V7__drop%20it.sql\"", "\"tool\" : \"flyway\"");
    }

    @Test
    void aLogCarriesTheReport() throws Exception {
        Result result = run(SAMPLES, "", "migrations", "check", "--format", "log", "risky");
        assertThat(ReportFrame.read("noise\n" + result.out() + result.err(), 1 << 20))
                .isInstanceOfSatisfying(
                        ReportFrame.Complete.class,
                        complete -> assertThat(report(complete.json()).risk()).isEqualTo(Risk.HIGH));
    }

    @Test
    void whatIsNoTextIsOneSentence() throws Exception {
        Files.write(folder.resolve("a.sql"), "DROP TABLE a;".getBytes(StandardCharsets.UTF_16));
        Files.writeString(folder.resolve("sluice.yaml"), "rules:\n  drop-tabel: off\n");
        Result text = run(folder, "", "migrations", "check", "--config", "/dev/null", "a.sql");
        assertThat(text.code()).isEqualTo(2);
        assertThat(text.err()).startsWith("sluice: a.sql is in UTF-16.").hasLineCount(1);
        Result config = run(folder, "", "migrations", "check", "a.sql");
        assertThat(config.code()).isEqualTo(2);
        assertThat(config.err())
                .startsWith("sluice: sluice.yaml:2: there is no rule 'drop-tabel'")
                .hasLineCount(1);
    }

    @Test
    void aReportThatCannotBeWrittenIsNoSuccess() throws Exception {
        Result result = run(
                SAMPLES,
                "",
                Map.of(),
                "sh",
                "-c",
                "exec " + BUILT.resolve("sluice") + " migrations check safe >/dev/full");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("sluice: standard output cannot be written, so the report is not complete.\n");
        Result list =
                run(SAMPLES, "", Map.of(), "sh", "-c", "exec " + BUILT.resolve("sluice") + " rules list >/dev/full");
        assertThat(list.code()).isEqualTo(2);
        assertThat(list.err()).isEqualTo("sluice: standard output is closed or full, so not all of it was written.\n");
    }

    @Test
    void whatAShellPipesInsteadOfAFileIsRead() throws Exception {
        Result result = run(
                SAMPLES,
                "",
                Map.of(),
                "bash",
                "-c",
                "exec " + BUILT.resolve("sluice") + " migrations check <(echo 'DROP TABLE orders;')");
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("high  drop-table");
    }

    @Test
    void startsThroughALinkAndSaysWithoutJavaWhatItNeeds() throws Exception {
        Path link = folder.resolve("sluice");
        Files.createSymbolicLink(link, BUILT.resolve("sluice"));
        Result version = run(folder, "", Map.of(), link.toString(), "--version");
        assertThat(version.out()).matches("sluice \\d+\\.\\d+\\.\\d+.*\n");
        Result without = run(folder, "", Map.of("JAVA_HOME", folder.toString()), link.toString(), "--version");
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("it needs Java from version 17 on");
    }

    @Test
    void theArchiveOfClassesIsUsed() throws Exception {
        Result result = run(
                folder,
                "",
                Map.of("SLUICE_JAVA_OPTIONS", "-Xlog:class+load:file=classes.log"),
                BUILT.resolve("sluice").toString(),
                "rules",
                "list");
        assertThat(result.code()).isZero();
        List<String> loaded = Files.readAllLines(folder.resolve("classes.log"));
        assertThat(loaded.stream().filter(line -> line.contains("dev.sluice.cli.")))
                .isNotEmpty()
                .anyMatch(line -> line.contains("source: shared objects file"));
    }

    private static MigrationReport report(String json) {
        try {
            return ReportJson.read(json);
        } catch (InvalidReportException e) {
            throw new AssertionError(e);
        }
    }

    private static Result run(Path folder, String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(BUILT.resolve("sluice").toString()));
        command.addAll(List.of(arguments));
        return run(folder, input, Map.of(), command.toArray(String[]::new));
    }

    private static Result run(Path folder, String input, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("sluice", ".out");
        Path err = Files.createTempFile("sluice", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().remove("SLUICE_JAVA_OPTIONS");
            builder.environment().putAll(environment);
            Process process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            int code = process.waitFor();
            return new Result(code, Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
