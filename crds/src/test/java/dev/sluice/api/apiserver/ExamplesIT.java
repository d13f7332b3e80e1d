package dev.sluice.api.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.api.v1alpha1.QueryCachePolicySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every resource that users are shown is one that the API server takes. */
@ExtendWith(InstalledApi.Shared.class)
class ExamplesIT {

    private static final Path EXAMPLES = Path.of("../examples");
    private static final Path README = Path.of("../README.md");
    private static final Path DOCS = Path.of("../docs");
    private static final Pattern YAML = Pattern.compile("^```yaml\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private final InstalledApi api;

    ExamplesIT(InstalledApi api) {
        this.api = api;
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isAppliedAndBeginsWithAComment(Path example) throws IOException {
        assertThat(Files.readString(example)).startsWith("# ");
        assertThat(api.kubectl("apply", "--dry-run=server", "-f", example.toString()))
                .doesNotContainIgnoringCase("warning");
    }

    /** The resources in the guides; what shows a part of one only is left out. */
    static List<String> shown() throws IOException {
        List<String> resources = new ArrayList<>();
        try (Stream<Path> guides = Files.walk(DOCS)) {
            List<Path> pages = Stream.concat(
                            Stream.of(README),
                            guides.filter(file -> file.toString().endsWith(".md")))
                    .sorted()
                    .toList();
            for (Path page : pages) {
                YAML.matcher(Files.readString(page))
                        .results()
                        .map(block -> block.group(1))
                        .filter(block -> block.contains("apiVersion: sluice.dev/"))
                        .forEach(resources::add);
            }
        }
        return resources;
    }

    @ParameterizedTest
    @MethodSource("shown")
    void whatAGuideShowsIsApplied(String resource, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("shown.yaml"), resource);
        assertThat(api.kubectl("apply", "--dry-run=server", "-f", file.toString()))
                .doesNotContainIgnoringCase("warning");
    }

    @Test
    void theExamplesGoTogetherInOneNamespace() {
        api.kubectl("create", "namespace", "examples");
        api.kubectl("apply", "-n", "examples", "-f", EXAMPLES.toString());

        List<DatabaseCluster> clusters = api.client()
                .resources(DatabaseCluster.class)
                .inNamespace("examples")
                .list()
                .getItems();

        assertThat(clusters)
                .extracting(cluster -> cluster.getMetadata().getName())
                .contains("orders", "orders-minimal", "orders-tls");
        assertThat(clusters)
                .extracting(DatabaseCluster::getSpec)
                .allSatisfy(spec -> assertThat(spec.unreadable()).isEmpty());
        assertThat(clusters)
                .extracting(DatabaseCluster::getSpec)
                .extracting(DatabaseClusterSpec::database)
                .containsOnly("orders");

        List<MigrationCheck> checks = api.client()
                .resources(MigrationCheck.class)
                .inNamespace("examples")
                .list()
                .getItems();

        assertThat(checks)
                .extracting(check -> check.getMetadata().getName())
                .contains("orders-migrations", "orders-release", "orders-volume");
        assertThat(checks)
                .extracting(MigrationCheck::getSpec)
                .allSatisfy(spec -> assertThat(spec.unreadable()).isEmpty());
        assertThat(api.client()
                        .resources(QueryCachePolicy.class)
                        .inNamespace("examples")
                        .list()
                        .getItems())
                .hasSize(2)
                .extracting(QueryCachePolicy::getSpec)
                .allSatisfy(spec -> assertThat(spec.unreadable()).isEmpty())
                .extracting(QueryCachePolicySpec::databaseCluster)
                .containsOnly("orders");
    }
}
