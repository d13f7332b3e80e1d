package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
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

        for (JsonNode role : manifests.all("ClusterRole")) {
            assertThat(role.at("/rules")).isEqualTo(expected);
        }
        for (JsonNode role : manifests.all("Role")) {
            boolean leader = role.at("/metadata/name").asText().endsWith("-leader");
            assertThat(role.at("/rules")).isEqualTo(leader ? TESTED.the("Role").at("/rules") : expected);
        }
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
    void rightsCanBeGrantedElsewhere() {
        Manifests manifests = Chart.render(Chart.valueFile("granted-elsewhere"));

        assertThat(manifests.objects().stream()
                        .filter(object -> !manifests.tests().contains(object)))
                .noneMatch(object -> object.at("/apiVersion").asText().startsWith("rbac"));
        assertThat(manifests.all("ServiceAccount")).isEmpty();
    }
}
