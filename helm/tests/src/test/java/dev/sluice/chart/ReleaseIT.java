package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user's {@code helm} does on a real API server. */
class ReleaseIT {

    private static final String CRD = "databaseclusters.sluice.dev";
    private static final String IMAGE = "image.repository=sluice-operator";
    private static final String KINDS = "deployments,services,serviceaccounts,configmaps,secrets,roles,rolebindings,"
            + "poddisruptionbudgets,networkpolicies,clusterroles,clusterrolebindings,podmonitors,prometheusrules";

    private final Cluster cluster = new Cluster("orders");

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void upgradeUpgradesTheCrdsAndUninstallKeepsThemAndTheResources() throws IOException {
        cluster.servePrometheusOperator();
        install(olderChart()).succeeded();
        assertThat(crd().at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties")
                        .has("paused"))
                .isFalse();
        cluster.kubectl()
                .attempt("apply", "--namespace=orders", "--filename", example().toString())
                .succeeded();

        String output = cluster.helm()
                .attempt(
                        "upgrade",
                        Chart.RELEASE,
                        Chart.FOLDER.toString(),
                        "--namespace",
                        Chart.NAMESPACE,
                        "--reset-then-reuse-values")
                .succeeded();

        assertThat(output).contains("DEPLOYED").contains("helm test sluice --namespace sluice-system");
        assertThat(crd().at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties")
                        .has("paused"))
                .isTrue();
        assertThat(owned()).contains("deployment.apps/sluice-operator", "podmonitor", "prometheusrule");

        cluster.helm()
                .attempt("uninstall", Chart.RELEASE, "--namespace", Chart.NAMESPACE)
                .succeeded();

        assertThat(owned()).isEmpty();
        assertThat(cluster.kubectl()
                        .attempt("get", "databaseclusters", "--namespace=orders", "--output=name")
                        .succeeded())
                .contains("databasecluster.sluice.dev/orders");

        install(Chart.FOLDER).succeeded();
        assertThat(owned()).contains("deployment.apps/sluice-operator");
    }

    @Test
    void crdsThatSomebodyAppliedAreTakenOverOnlyWhenAsked() {
        cluster.kubectl()
                .attempt(
                        "apply",
                        "--server-side",
                        "--filename",
                        Chart.FOLDER.resolve("files/crds").toString())
                .succeeded();

        assertThat(install(Chart.FOLDER).failed()).contains(CRD).contains("invalid ownership metadata");

        install(Chart.FOLDER, "--set", "crds.install=false").succeeded();
        assertThat(crd().at("/metadata/annotations/meta.helm.sh~1release-name").isMissingNode())
                .isTrue();
        List<String> upgrade = new ArrayList<>(List.of(
                "upgrade",
                Chart.RELEASE,
                Chart.FOLDER.toString(),
                "--namespace",
                Chart.NAMESPACE,
                "--set",
                IMAGE,
                "--take-ownership"));
        // Helm 4 applies on the server's side, where what kubectl applied is kubectl's.
        if (cluster.helm().attempt("upgrade", "--help").succeeded().contains("--force-conflicts")) {
            upgrade.add("--force-conflicts");
        }
        cluster.helm().attempt(upgrade).succeeded();
        assertThat(crd().at("/metadata/annotations/meta.helm.sh~1release-name").asText())
                .isEqualTo(Chart.RELEASE);
    }

    @Test
    void crdsThatAReleaseHasLeftGoToOneOfAnotherNameWhenAsked() {
        install(Chart.FOLDER).succeeded();
        cluster.helm()
                .attempt("uninstall", Chart.RELEASE, "--namespace", Chart.NAMESPACE)
                .succeeded();
        List<String> other = List.of("install", "other", Chart.FOLDER.toString(), "--namespace=orders", "--set", IMAGE);

        assertThat(cluster.helm().attempt(other).failed()).contains(CRD).contains("invalid ownership metadata");

        cluster.helm()
                .attempt(Stream.concat(other.stream(), Stream.of("--take-ownership"))
                        .toList())
                .succeeded();
        assertThat(crd().at("/metadata/annotations/meta.helm.sh~1release-name").asText())
                .isEqualTo("other");
    }

    @Test
    void crdsThatAReleaseHasLeftAreAppliedByHand() {
        install(Chart.FOLDER).succeeded();
        cluster.helm()
                .attempt("uninstall", Chart.RELEASE, "--namespace", Chart.NAMESPACE)
                .succeeded();
        cluster.kubectl()
                .attempt(
                        "apply",
                        "--server-side",
                        "--force-conflicts",
                        "--filename",
                        Chart.FOLDER.resolve("files/crds").toString())
                .succeeded();

        cluster.helm()
                .attempt(
                        "install",
                        "other",
                        Chart.FOLDER.toString(),
                        "--namespace=orders",
                        "--set",
                        IMAGE + ",crds.install=false")
                .succeeded();
    }

    @Test
    void namespaceThatDoesNotExistIsNamed() {
        assertThat(install(Chart.FOLDER, "--set", "watchNamespaces={orders,nowhere}")
                        .failed())
                .contains("namespaces \"nowhere\" not found");
    }

    @Test
    void releasesOfOneNameInTwoNamespacesMayKeepCopiesInTheSameThird() {
        String copies = "publishTo.namespaces={default}";
        install(Chart.FOLDER, "--set", "watchNamespaces={" + Chart.NAMESPACE + "}", "--set", copies)
                .succeeded();

        cluster.helm()
                .attempt(
                        "install",
                        Chart.RELEASE,
                        Chart.FOLDER.toString(),
                        "--namespace=orders",
                        "--set",
                        IMAGE,
                        "--set",
                        "watchNamespaces={orders}",
                        "--set",
                        copies,
                        "--set",
                        "crds.install=false")
                .succeeded();

        assertThat(cluster.kubectl()
                        .attempt("get", "roles", "--namespace=default", "--output=name")
                        .succeeded())
                .contains("/sluice-operator-copies.sluice-system", "/sluice-operator-copies.orders");
    }

    @Test
    void manyReleasesServeManyNamespaces() {
        install(Chart.FOLDER, "--set", "watchNamespaces={default}").succeeded();
        cluster.helm()
                .attempt(
                        "install",
                        "other",
                        Chart.FOLDER.toString(),
                        "--namespace=orders",
                        "--set",
                        IMAGE,
                        "--set",
                        "watchNamespaces={orders}",
                        "--set",
                        "crds.install=false")
                .succeeded();

        assertThat(cluster.kubectl()
                        .attempt("get", "deployments", "--all-namespaces", "--output=name")
                        .succeeded())
                .contains("/sluice-operator", "/other-sluice-operator");
        assertThat(operatorsOf("default")).containsExactly("sluice-operator");
        assertThat(operatorsOf("orders")).containsExactly("other-sluice-operator");
    }

    @Test
    void makeInstallOfAnotherImageKeepsTheValuesOfTheRelease() {
        makeInstall("IMAGE=registry.example.com/sluice-operator:1", "HELM_OPTIONS=--set watchNamespaces={orders}");
        String granted = clusterRoles();

        makeInstall("IMAGE=registry.example.com/sluice-operator:2");

        assertThat(cluster.kubectl()
                        .attempt("get", "deployments", "--namespace", Chart.NAMESPACE, "--output=yaml")
                        .succeeded())
                .contains("image: registry.example.com/sluice-operator:2");
        assertThat(granted).isEmpty();
        assertThat(clusterRoles()).isEmpty();
    }

    /** The Roles by which a namespace is served; that of the lease is in the release's own. */
    private List<String> operatorsOf(String namespace) {
        return cluster.client().rbac().roles().inNamespace(namespace).list().getItems().stream()
                .filter(role -> role.getRules().stream()
                        .anyMatch(rule -> rule.getResources().contains("databaseclusters")))
                .map(role -> role.getMetadata().getName())
                .toList();
    }

    private void makeInstall(String... settings) {
        Program helm = cluster.helm();
        Map<String, String> environment = new HashMap<>(helm.environment());
        environment.put("SLUICE_HELM", helm.path().toString());
        List<String> arguments = new ArrayList<>(List.of("--directory", Chart.REPOSITORY.toString(), "install"));
        arguments.addAll(List.of(settings));
        new Program(Path.of("make"), environment).attempt(arguments).succeeded();
    }

    private String clusterRoles() {
        return cluster.kubectl()
                .attempt("get", "clusterroles", "--output=name", "--selector=app.kubernetes.io/name=sluice")
                .succeeded();
    }

    private Program.Result install(Path chart, String... options) {
        return cluster.helm()
                .attempt(Stream.concat(
                                Stream.of(
                                        "install",
                                        Chart.RELEASE,
                                        chart.toString(),
                                        "--namespace",
                                        Chart.NAMESPACE,
                                        "--create-namespace",
                                        "--set",
                                        IMAGE),
                                Stream.of(options))
                        .toList());
    }

    private JsonNode crd() {
        return Manifests.yaml(
                cluster.kubectl().attempt("get", "crd", CRD, "--output=yaml").succeeded());
    }

    private String owned() {
        return cluster.kubectl()
                .attempt(
                        "get",
                        KINDS,
                        "--all-namespaces",
                        "--output=name",
                        "--selector",
                        "app.kubernetes.io/instance=" + Chart.RELEASE)
                .succeeded();
    }

    private Path example() {
        return Chart.REPOSITORY.resolve("examples/databasecluster-minimal.yaml");
    }

    // A version whose CRD lacks a field.
    private Path olderChart() throws IOException {
        Path older = folder.resolve("sluice");
        try (Stream<Path> files = Files.walk(Chart.FOLDER)) {
            for (Path file : files.toList()) {
                Files.copy(file, older.resolve(Chart.FOLDER.relativize(file)));
            }
        }
        Path crd = older.resolve("files/crds/databaseclusters.sluice.dev-v1.yml");
        String text = Chart.read(crd);
        String without = text.replaceFirst(
                "\n {14}paused:\n {16}default: false\n {16}description: [^\n]*\n {16}type: \"boolean\"", "");
        assertThat(without).isNotEqualTo(text);
        Files.writeString(crd, without);
        return older;
    }
}
