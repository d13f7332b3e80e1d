package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be built, pushed or installed is refused in one sentence, and nothing is built that is not needed. */
class MakefileTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            push IMAGE=sluice-operator:1          | IMAGE is sluice-operator:1, expected a name with the registry
            install IMAGE=sluice-operator:1       | IMAGE is sluice-operator:1, expected a name with the registry
            push IMAGE=r.io/sluice@sha256:00      | IMAGE is r.io/sluice@sha256:00, expected a tag instead of a digest
            image PLATFORM=linux/amd64,linux/arm64 | PLATFORM is linux/amd64,linux/arm64, and an archive is for one
            push IMAGE=r.io/sluice BASE=debian PLATFORM=linux/amd64,linux/arm64 | and an archive is for one
            """)
    void targetSaysWhatIsWrong(String command, String sentence) {
        List<String> arguments = new ArrayList<>(List.of("--directory", Chart.REPOSITORY.toString()));
        arguments.addAll(List.of(command.split(" ")));

        String output =
                new Program(Path.of("make"), Map.of()).attempt(arguments).failed();

        assertThat(output).contains(sentence);
        assertThat(output.lines().filter(line -> !line.startsWith("make"))).hasSize(1);
    }

    @Test
    void imageThatIsBuiltOfflineHasNoListOfAnEarlierOne(@TempDir Path folder) throws IOException {
        Path offline = program(folder.resolve("mvn"), "exit 0");
        Path bill = Files.writeString(folder.resolve("bill.json"), "{}");

        String output = new Program(Path.of("make"), Map.of())
                .attempt(
                        "--directory",
                        Chart.REPOSITORY.toString(),
                        "image",
                        "MAVEN=" + offline,
                        "BILL=" + bill,
                        "BASE=registry.example.com/java:17")
                .succeeded();

        assertThat(output)
                .contains("There is no " + bill + ", which lists the libraries in the image: Maven was offline");
        assertThat(bill).doesNotExist();
    }

    @Test
    void imageThatIsBuiltOnlineHasItsList(@TempDir Path folder) throws IOException {
        Path bill = folder.resolve("bill.json");
        Path online = program(folder.resolve("mvn"), "echo {} >" + bill);

        String output = new Program(Path.of("make"), Map.of())
                .attempt(
                        "--directory",
                        Chart.REPOSITORY.toString(),
                        "image",
                        "MAVEN=" + online,
                        "BILL=" + bill,
                        "BASE=registry.example.com/java:17")
                .succeeded();

        assertThat(output).doesNotContain("There is no");
        assertThat(bill).hasContent("{}");
    }

    /** A JDK is not there, so nothing could be built. */
    @Test
    void installTakesTheHelmThatIsInstalled(@TempDir Path folder) throws IOException {
        program(folder.resolve("helm"), "echo installed helm: \"$@\"");
        Map<String, String> environment =
                Map.of("PATH", folder + ":/usr/bin:/bin", "JAVA_HOME", folder.toString(), "SLUICE_HELM", "");

        String output = new Program(Path.of("make"), environment)
                .attempt(
                        "--directory",
                        Chart.REPOSITORY.toString(),
                        "install",
                        "IMAGE=registry.example.com:5000/sluice-operator:1.2",
                        "HELM_OPTIONS=--set replicas=1")
                .succeeded();

        assertThat(output)
                .contains(
                        "installed helm: upgrade --install sluice helm/sluice --namespace sluice-system --create-namespace"
                                + " --reset-then-reuse-values"
                                + " --set-string image.repository=registry.example.com:5000/sluice-operator"
                                + " --set-string image.tag=1.2 --set-string image.digest= --set replicas=1");
    }

    private static Path program(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
