package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.tool.GoTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LintTest {

    static Stream<Path> valueFiles() {
        return Chart.valueFiles();
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void helmFindsNothing(Path values) {
        String output = GoTool.HELM
                .with(Map.of())
                .attempt("lint", "--strict", "--quiet", Chart.FOLDER.toString(), "--values", values.toString())
                .succeeded();

        assertThat(output).doesNotContain("WARNING", "ERROR");
    }

    @Test
    void versionOfTheOperatorIsThatOfTheProjectAndTheChartHasItsOwn() throws IOException {
        JsonNode chart = Manifests.yaml(Chart.read(Chart.FOLDER.resolve("Chart.yaml")));
        String pom = Chart.read(Chart.REPOSITORY.resolve("pom.xml"));
        String version = pom.substring(pom.indexOf("<version>") + "<version>".length(), pom.indexOf("</version>"));

        assertThat(chart.at("/appVersion").asText()).isEqualTo(version.replace("-SNAPSHOT", ""));
        try (Stream<Path> older = Files.list(Chart.REPOSITORY.resolve("e2e/src/test/resources/first-chart"))) {
            assertThat(older.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".tgz")))
                    .isNotEmpty()
                    .doesNotContain("sluice-" + chart.at("/version").asText() + ".tgz");
        }
    }
}
