package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code deploy/sluice.yaml} is what the chart renders. */
class PlainManifestsTest {

    private static final Path FOLDER = Chart.REPOSITORY.resolve("deploy");
    private static final Path FILE = FOLDER.resolve("sluice.yaml");
    private static final String HEAD =
            "# Rendered from helm/sluice with values.yaml; " + GoldenFile.REWRITE + " rewrites it.\n";

    @Test
    void fileIsWhatTheChartRenders() throws IOException {
        Manifests rendered = Chart.render(FOLDER.resolve("values.yaml"), "--skip-tests");
        if (GoldenFile.updates()) {
            Files.writeString(FILE, HEAD + rendered.text());
        }

        // Versions of Helm differ in white space and in the order of kinds.
        assertThat(Manifests.parse(Files.readString(FILE)).objects())
                .as("%s is stale; rewrite it with %s and commit it", FILE, GoldenFile.REWRITE)
                .containsExactlyInAnyOrderElementsOf(rendered.objects());
    }
}
