package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rights are those that the operator's integration tests run with. */
class RightsTest {

    private static final Manifests TESTED =
            Manifests.parse(Chart.read(Chart.REPOSITORY.resolve("operator/src/main/kubernetes/rbac.yaml")));

    static Stream<Path> valueFiles() {
        return Chart.valueFiles();
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void rulesAreThoseThatAreTested(Path values) {
        Manifests manifests = Chart.render(values);
        JsonNode expected = TESTED.the("ClusterRole").at("/rules");

        for (String kind : List.of("ClusterRole", "Role")) {
            for (JsonNode role : manifests.all(kind)) {
                String name = role.at("/metadata/name").asText();
                JsonNode rules = name.endsWith("-leader")
                        ? leaseOf(manifests)
                        : name.contains("-copies")
                                ? tested("rbac-copies.yaml").the("Role").at("/rules")
                                : name.contains("-nudge")
                                        ? tested("rbac-nudge.yaml")
                                                .the("ClusterRole")
                                                .at("/rules")
                                        : expected;
                assertThat(role.at("/rules")).as(name).isEqualTo(rules);
            }
        }
    }

    // The tests' lease has the name of the release "sluice".
    private static JsonNode leaseOf(Manifests manifests) {
        String lease = manifests.environment("SLUICE_LEASE_NAME").at("/value").asText();
        JsonNode rules = TESTED.the("Role").at("/rules").deepCopy();
        assertThat(rules.at("/0/resourceNames")).hasToString("[\"sluice-operator\"]");
        ((ArrayNode) rules.at("/0/resourceNames")).removeAll().add(lease);
        return rules;
    }

    private static Manifests tested(String file) {
        return Manifests.parse(Chart.read(
                Chart.REPOSITORY.resolve("operator/src/main/kubernetes").resolve(file)));
    }

    @Test
    void copiesAndNudgesAreGrantedOnlyWhenAskedFor() {
        assertThat(Chart.render().objects())
                .noneMatch(object -> object.at("/metadata/name").asText().matches(".*-(copies|nudge)([.].*)?"));

        Manifests named = Chart.render(
                "watchNamespaces=[\"orders\"]", "publishTo={\"namespaces\":[\"shop\"]}", "nudge={\"enabled\":true}");

        assertThat(named.all("ClusterRole")).isEmpty();
        assertThat(named.all("Role"))
                .extracting(role -> role.at("/metadata/name").asText() + " "
                        + role.at("/metadata/namespace").asText())
                .containsExactlyInAnyOrder(
                        "sluice-operator orders",
                        "sluice-operator-leader " + Chart.NAMESPACE,
                        "sluice-operator-copies.sluice-system shop",
                        "sluice-operator-nudge.sluice-system orders",
                        "sluice-operator-nudge.sluice-system shop");
        assertThat(named.the("Deployment")
                        .at("/spec/template/spec/containers/0/env")
                        .toString())
                .contains("SLUICE_PUBLISH_TO_NAMESPACES", "SLUICE_NUDGE_ENABLED");
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void everyRoleIsBoundToTheServiceAccountOfThePods(Path values) {
        Manifests manifests = Chart.render(values);
        JsonNode account = manifests.the("Deployment").at("/spec/template/spec/serviceAccountName");

        for (String scope : List.of("", "Cluster")) {
            List<JsonNode> bindings = manifests.all(scope + "RoleBinding");
            assertThat(bindings).hasSameSizeAs(manifests.all(scope + "Role"));
            for (JsonNode binding : bindings) {
                assertThat(binding.at("/roleRef/kind").asText()).isEqualTo(scope + "Role");
                assertThat(manifests.all(scope + "Role")).anySatisfy(role -> {
                    assertThat(role.at("/metadata/name")).isEqualTo(binding.at("/roleRef/name"));
                    assertThat(role.at("/metadata/namespace")).isEqualTo(binding.at("/metadata/namespace"));
                });
                assertThat(binding.at("/subjects")).hasSize(1);
                assertThat(binding.at("/subjects/0/name")).isEqualTo(account);
                assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo(Chart.NAMESPACE);
            }
        }
    }

    @Test
    void twoReleasesOfOneNameShareANamespaceOfCopies() {
        Set<String> first = roles(Chart.renderAs("sluice", "team-a", Chart.valueFile("everything")));
        Set<String> second = roles(Chart.renderAs(
                "sluice", "team-b", Chart.valueFile("everything"), "--set", "watchNamespaces={billing}"));

        assertThat(first).hasSizeGreaterThan(4).noneMatch(second::contains);
    }

    private static Set<String> roles(Manifests manifests) {
        return Stream.of("ClusterRole", "Role", "RoleBinding", "ClusterRoleBinding")
                .flatMap(kind -> manifests.all(kind).stream())
                .map(object ->
                        object.at("/kind") + " " + object.at("/metadata/namespace") + object.at("/metadata/name"))
                .collect(Collectors.toSet());
    }

    @Test
    void allNamespacesNeedAClusterRole() {
        Manifests manifests = Chart.render();

        assertThat(manifests.all("ClusterRole")).hasSize(1);
        assertThat(manifests.all("Role")).hasSize(1);
    }

    @Test
    void nothingIsClusterWideWhenNamespacesAreNamed() {
        Manifests manifests = Chart.render("watchNamespaces=[\"orders\",\"billing\"]");

        assertThat(manifests.all("ClusterRole")).isEmpty();
        assertThat(manifests.all("ClusterRoleBinding")).isEmpty();
        assertThat(manifests.all("Role"))
                .extracting(role -> role.at("/metadata/namespace").asText())
                .containsExactlyInAnyOrder("orders", "billing", Chart.NAMESPACE);
    }

    @Test
    void nothingAtAllIsClusterWideWithoutTheCrds() {
        Manifests manifests = Chart.render(Chart.valueFile("own-namespace"), Chart.withPrometheusOperator());

        assertThat(manifests.objects())
                .allSatisfy(
                        object -> assertThat(object.at("/metadata/namespace").asText())
                                .as("%s", object.at("/kind"))
                                .isEqualTo(Chart.NAMESPACE));
    }

    @Test
    void secretsAreOnlyRead() {
        for (JsonNode rule : Chart.render().the("ClusterRole").at("/rules")) {
            if (rule.at("/resources").toString().contains("secrets")) {
                assertThat(rule.at("/verbs")).hasToString("[\"get\"]");
            }
        }
    }

    @Test
    void withoutMigrationChecksNothingIsAllowedOnJobsAndPods() {
        List<String> with = resources(Chart.render());
        List<String> without = resources(Chart.render("migrationChecks.enabled=false"));

        assertThat(with).contains("jobs", "pods", "pods/log", "migrationchecks", "migrationchecks/status");
        assertThat(without)
                .doesNotContain("jobs", "pods", "pods/log", "migrationchecks", "migrationchecks/status")
                .contains("databaseclusters", "configmaps");
    }

    private static List<String> resources(Manifests manifests) {
        List<String> resources = new ArrayList<>();
        for (JsonNode rule : manifests.the("ClusterRole").at("/rules")) {
            rule.at("/resources").forEach(resource -> resources.add(resource.asText()));
        }
        return resources;
    }

    @Test
    void rightsCanBeGrantedElsewhere() {
        Manifests manifests = Chart.render(Chart.valueFile("granted-elsewhere"));

        assertThat(manifests.objects())
                .noneMatch(object -> object.at("/apiVersion").asText().startsWith("rbac"))
                .noneMatch(object -> object.at("/kind").asText().equals("ServiceAccount"));
        assertThat(manifests.tests())
                .filteredOn(object -> object.at("/kind").asText().equals("Pod"))
                .singleElement()
                .satisfies(pod -> assertThat(pod.at("/spec/serviceAccountName"))
                        .isEqualTo(manifests.the("Deployment").at("/spec/template/spec/serviceAccountName")));
    }
}
