package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.process.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be built, pushed or installed is refused in one sentence, before anything is built. */
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
}
