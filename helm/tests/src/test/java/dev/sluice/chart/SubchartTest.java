package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.kubernetes.ControlPlaneBinaries;
import dev.sluice.testing.tool.GoTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart as a dependency of another one, as {@code docs/install.md} shows it. */
class SubchartTest {

    @TempDir
    private static Path parent;

    @BeforeAll
    static void write() throws IOException {
        Path chart = parent.resolve("charts").resolve("sluice");
        try (Stream<Path> files = Files.walk(Chart.FOLDER)) {
            for (Path file : files.toList()) {
                Path copy = chart.resolve(Chart.FOLDER.relativize(file).toString());
                Files.createDirectories(copy.resolveSibling(""));
                Files.copy(file, copy);
            }
        }
        Files.writeString(parent.resolve("Chart.yaml"), """
                apiVersion: v2
                name: parent
                version: 1.0.0
                dependencies:
                  - {name: sluice, version: 0.2.0, condition: withSluice}
                """);
        Files.writeString(parent.resolve("values.yaml"), "global: {team: a}\nsluice: {image: {repository: mine}}\n");
    }

    @Test
    void takesItsValuesFromItsParent() {
        Manifests manifests = render("withSluice=true");

        assertThat(manifests.the("Deployment").at("/metadata/name").asText()).isEqualTo("shop-sluice-operator");
        assertThat(manifests.container().at("/image").asText()).isEqualTo("mine:0.1.0");
    }

    @Test
    void isLeftOutByACondition() {
        assertThat(render("withSluice=false").objects()).isEmpty();
    }

    private static Manifests render(String setting) {
        return Manifests.parse(GoTool.HELM
                .with(Map.of())
                .attempt(List.of(
                        "template",
                        "shop",
                        parent.toString(),
                        "--kube-version",
                        ControlPlaneBinaries.VERSION,
                        "--set",
                        setting))
                .succeeded());
    }
}
