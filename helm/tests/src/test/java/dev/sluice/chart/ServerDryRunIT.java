package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real API server takes all that is rendered: no field is unknown to it, no value wrong, no pod unrestricted. */
class ServerDryRunIT {

    private static Cluster cluster;

    static Stream<Path> valueFiles() {
        return Chart.valueFiles();
    }

    @BeforeAll
    static void start() {
        cluster = new Cluster(Chart.NAMESPACE, "databases", "orders", "shop", "billing", "123", "1e3", "0755");
        cluster.servePrometheusOperator();
        cluster.apply("""
                apiVersion: scheduling.k8s.io/v1
                kind: PriorityClass
                metadata: {name: "123"}
                value: 1
                """);
        cluster.kubectl()
                .attempt(
                        "apply",
                        "--server-side",
                        "--filename",
                        Chart.FOLDER.resolve("files/crds").toString())
                .succeeded();
        cluster.kubectl()
                .attempt("wait", "--for=condition=Established", "--timeout=60s", "crd/databaseclusters.sluice.dev")
                .succeeded();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void serverTakesEveryManifest(Path values) {
        Manifests manifests = Chart.render(values, Chart.withPrometheusOperator());

        cluster.apply(manifests.text(), "--dry-run=server", "--validate=strict", "--force-conflicts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e3", "12", "my.release", "a.very.long.name.of.a.release.with.more.than.fifty.1"})
    void serverTakesEveryNameOfARelease(String release) {
        Manifests manifests = Chart.renderAs(
                release, "123", Chart.valueFile("everything"), "--set-string", "fullnameOverride=,nameOverride=");

        cluster.apply(manifests.text(), "--dry-run=server", "--validate=strict", "--force-conflicts");
    }

    @Test
    void imageThatIsNamedForThePlainManifestsIsThatOfTheirJobsToo(@TempDir Path folder) throws IOException {
        Path deploy = Chart.REPOSITORY.resolve("deploy");
        for (String file : List.of("namespace.yaml", "sluice.yaml")) {
            Files.copy(deploy.resolve(file), folder.resolve(file));
        }
        Files.writeString(
                folder.resolve("kustomization.yaml"),
                Files.readString(deploy.resolve("kustomization.yaml"))
                        .replace("newName: sluice-operator", "newName: registry.example.com/sluice-operator")
                        .replace("newTag: 0.1.0", "newTag: 9.9.9"));

        Manifests built = Manifests.parse(
                cluster.kubectl().attempt("kustomize", folder.toString()).succeeded());

        assertThat(built.container().at("/image").asText()).isEqualTo("registry.example.com/sluice-operator:9.9.9");
        assertThat(built.environment("SLUICE_MIGRATION_CHECKS_IMAGE")
                        .at("/value")
                        .asText())
                .isEqualTo("registry.example.com/sluice-operator:9.9.9");
        assertThat(built.container().at("/env"))
                .as("nothing else")
                .isEqualTo(replaced(
                        Manifests.parse(Files.readString(folder.resolve("sluice.yaml"))),
                        "registry.example.com/sluice-operator:9.9.9"));
    }

    private static JsonNode replaced(Manifests plain, String image) {
        ((ObjectNode) plain.environment("SLUICE_MIGRATION_CHECKS_IMAGE")).put("value", image);
        return plain.container().at("/env");
    }

    /** Kustomize carries out the replacements of a base before it sets the image of what is built on it. */
    @Test
    void kustomizationInTheDocumentSetsImageAndNamespaceOfThePlainManifests(@TempDir Path folder) throws IOException {
        String text = kustomized(folder, InstallDocument.code("kustomization"));

        String image = "registry.example.com/sluice-operator:9.9.9";
        Manifests built = Manifests.parse(text);
        assertThat(built.container().at("/image").asText()).isEqualTo(image);
        assertThat(built.container().at("/env"))
                .isEqualTo(replaced(
                        Manifests.parse(
                                Files.readString(folder.resolve("deploy").resolve("sluice.yaml"))),
                        image));
        isIn("databases", text);
    }

    @Test
    void plainManifestsFollowTheNamespaceOfAKustomization(@TempDir Path folder) throws IOException {
        isIn("databases", kustomized(folder, "namespace: databases\nresources: [../deploy]\n"));
    }

    private static String kustomized(Path folder, String kustomization) throws IOException {
        Path deploy = Files.createDirectory(folder.resolve("deploy"));
        for (String file : List.of("namespace.yaml", "sluice.yaml", "kustomization.yaml")) {
            Files.copy(Chart.REPOSITORY.resolve("deploy").resolve(file), deploy.resolve(file));
        }
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.writeString(own.resolve("kustomization.yaml"), kustomization);
        return cluster.kubectl().attempt("kustomize", own.toString()).succeeded();
    }

    private static void isIn(String namespace, String text) {
        cluster.apply(text, "--dry-run=server", "--validate=strict", "--force-conflicts");
        assertThat(text).doesNotContain(Chart.NAMESPACE);
        Manifests built = Manifests.parse(text);
        assertThat(built.the("Namespace").at("/metadata/name").asText()).isEqualTo(namespace);
        assertThat(built.the("Deployment").at("/metadata/namespace").asText()).isEqualTo(namespace);
        assertThat(built.the("ClusterRoleBinding").at("/subjects/0/namespace").asText())
                .isEqualTo(namespace);
    }

    @Test
    void serverTakesThePlainManifests() {
        Path folder = Chart.REPOSITORY.resolve("deploy");
        String built = cluster.kubectl().attempt("kustomize", folder.toString()).succeeded();

        cluster.apply(built, "--dry-run=server", "--validate=strict", "--force-conflicts");
        assertThat(Manifests.parse(built).container().at("/image").asText()).isEqualTo("sluice-operator:0.1.0");
    }
}
