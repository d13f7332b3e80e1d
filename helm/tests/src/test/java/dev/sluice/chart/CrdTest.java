package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The chart carries the CRDs that are generated from the API types. */
class CrdTest {

    private static final Path GENERATED = Chart.REPOSITORY.resolve("crds/src/main/resources/META-INF/sluice");
    private static final Path COPIES = Chart.FOLDER.resolve("files").resolve("crds");

    @Test
    void copiesAreTheGeneratedFiles() throws IOException {
        for (Path source : files(GENERATED)) {
            GoldenFile copy = new GoldenFile(COPIES.resolve(source.getFileName()));
            copy.matches(Files.readString(source));
        }
        assertThat(files(COPIES)).hasSameSizeAs(files(GENERATED));
    }

    @Test
    void crdsAreRenderedAsTheyAreAndStayWhenTheReleaseGoes() throws IOException {
        List<JsonNode> rendered = Chart.render().all("CustomResourceDefinition");

        assertThat(rendered).hasSameSizeAs(files(GENERATED));
        for (Path source : files(GENERATED)) {
            JsonNode generated = Manifests.yaml(Files.readString(source));
            JsonNode crd = rendered.stream()
                    .filter(each -> each.at("/metadata/name").equals(generated.at("/metadata/name")))
                    .findFirst()
                    .orElseThrow();
            assertThat(crd.at("/spec")).isEqualTo(generated.at("/spec"));
            assertThat(crd.at("/metadata/annotations/helm.sh~1resource-policy").asText())
                    .isEqualTo("keep");
        }
    }

    @Test
    void crdsCanBeLeftToSomebodyElse() {
        assertThat(Chart.render("crds.install=false").all("CustomResourceDefinition"))
                .isEmpty();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }
}
