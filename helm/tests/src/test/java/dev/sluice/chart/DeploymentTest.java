package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DeploymentTest {

    static Stream<Path> valueFiles() {
        return Chart.valueFiles();
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void everyPodIsRestrictedAndReadsOnly(Path values) {
        Manifests manifests = Chart.render(values);
        JsonNode test = manifests.tests().stream()
                .filter(object -> object.at("/kind").asText().equals("Pod"))
                .findFirst()
                .orElseThrow();

        for (JsonNode pod : new JsonNode[] {manifests.the("Deployment").at("/spec/template/spec"), test.at("/spec")}) {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            JsonNode container = pod.at("/containers/0");
            assertThat(container.at("/securityContext/allowPrivilegeEscalation"))
                    .hasToString("false");
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/securityContext/capabilities")).hasToString("{\"drop\":[\"ALL\"]}");
            assertThat(container.at("/resources/requests/memory").isMissingNode())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void selectorsOfAllObjectsFindThePodsAndNotTheTest(Path values) {
        Manifests manifests = Chart.render(values, Chart.withPrometheusOperator());
        JsonNode labels = manifests.the("Deployment").at("/spec/template/metadata/labels");
        JsonNode selector = manifests.the("Deployment").at("/spec/selector/matchLabels");

        assertThat(selector.isEmpty()).isFalse();
        selector.properties()
                .forEach(label -> assertThat(labels.get(label.getKey())).isEqualTo(label.getValue()));
        assertThat(manifests.the("Service").at("/spec/selector")).isEqualTo(selector);
        for (JsonNode budget : manifests.all("PodDisruptionBudget")) {
            assertThat(budget.at("/spec/selector/matchLabels")).isEqualTo(selector);
        }
        for (JsonNode policy : manifests.all("NetworkPolicy")) {
            assertThat(policy.at("/spec/podSelector/matchLabels")).isEqualTo(selector);
        }
        for (JsonNode monitor : manifests.all("PodMonitor")) {
            assertThat(monitor.at("/spec/selector/matchLabels")).isEqualTo(selector);
        }
        for (JsonNode monitor : manifests.all("ServiceMonitor")) {
            JsonNode service = manifests.the("Service").at("/metadata/labels");
            monitor.at("/spec/selector/matchLabels")
                    .properties()
                    .forEach(label -> assertThat(service.get(label.getKey())).isEqualTo(label.getValue()));
        }
        for (JsonNode test : manifests.tests()) {
            if (test.at("/kind").asText().equals("Pod")) {
                assertThat(test.at("/metadata/labels/app.kubernetes.io~1name"))
                        .isNotEqualTo(selector.get("app.kubernetes.io/name"));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void everyNamespacedObjectNamesItsNamespaceAndNoTwoAreOne(Path values) {
        Set<String> ids = new HashSet<>();
        for (JsonNode object :
                Chart.render(values, Chart.withPrometheusOperator()).objects()) {
            String kind = object.at("/kind").asText();
            boolean clusterWide = kind.startsWith("Cluster") || kind.equals("CustomResourceDefinition");
            assertThat(object.at("/metadata/namespace").isMissingNode())
                    .as("%s", object.at("/metadata"))
                    .isEqualTo(clusterWide);
            assertThat(ids.add(kind + object.at("/metadata/namespace") + object.at("/metadata/name")))
                    .as("%s", object.at("/metadata"))
                    .isTrue();
        }
        assertThat(ids).isNotEmpty();
    }

    @Test
    void replicasElectALeaderByTheLeaseOfTheRelease() {
        Manifests manifests = Chart.render();

        assertThat(manifests.the("Deployment").at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(manifests.environment("SLUICE_LEASE_NAME").at("/value").asText())
                .isEqualTo("sluice-operator");
        assertThat(manifests.environment("SLUICE_LEASE_NAMESPACE").at("/valueFrom/fieldRef/fieldPath"))
                .hasToString("\"metadata.namespace\"");
        // A container that starts anew in the same pod must not be taken for the one before: the operator adds a random
        // part.
        assertThat(manifests.environment("SLUICE_LEASE_IDENTITY").isMissingNode())
                .isTrue();
    }

    @Test
    void whyAContainerHasEndedIsShownWithThePod() {
        assertThat(Chart.render().container().at("/terminationMessagePolicy").asText())
                .isEqualTo("FallbackToLogsOnError");
    }

    @Test
    void namespacesGoToTheOperatorOnlyWhenThereAreSome() {
        assertThat(Chart.render().environment("QUARKUS_OPERATOR_SDK_NAMESPACES").isMissingNode())
                .isTrue();
        assertThat(Chart.render("watchNamespaces=[\"orders\",\"billing\"]")
                        .environment("QUARKUS_OPERATOR_SDK_NAMESPACES")
                        .at("/value")
                        .asText())
                .isEqualTo("orders,billing");
    }

    @Test
    void checksOfMigrationsRunTheOperatorsOwnImageAsTheSameUser() {
        Manifests manifests = Chart.render("image.tag=\"7\"", "image.pullPolicy=\"Always\"");

        assertThat(check(manifests, "ENABLED")).isEqualTo("true");
        assertThat(check(manifests, "IMAGE"))
                .isEqualTo(manifests
                        .the("Deployment")
                        .at("/spec/template/spec/containers/0/image")
                        .asText());
        assertThat(check(manifests, "IMAGE_PULL_POLICY")).isEqualTo("Always");
        assertThat(check(manifests, "IMAGE_VOLUMES")).isEqualTo("auto");
        assertThat(check(manifests, "RUN_AS_USER")).isEqualTo("65532");
        assertThat(check(Chart.render("runAsUser=null"), "RUN_AS_USER"))
                .as("the platform assigns one")
                .isEmpty();
    }

    @Test
    void jobsOfChecksArePlacedAsValuesSayAndPullFromTheSameRegistry() {
        assertThat(check(Chart.render(), "POD")).isEmpty();
        assertThat(check(
                        Chart.render("imagePullSecrets=[{\"name\":\"registry\"}]", "tolerations=[{\"key\":\"a\"}]"),
                        "POD"))
                .isEqualTo("{\"imagePullSecrets\":[{\"name\":\"registry\"}]}");

        JsonNode pod = Manifests.yaml(check(Chart.render(Chart.valueFile("everything")), "POD"));

        assertThat(pod.at("/imagePullSecrets")).hasToString("[{\"name\":\"registry-of-jobs\"}]");
        assertThat(pod.at("/nodeSelector")).hasToString("{\"kubernetes.io/arch\":\"amd64\"}");
        assertThat(pod.at("/tolerations/0/value").asText()).isEqualTo("jobs");
        assertThat(pod.at("/priorityClassName").asText()).isEqualTo("jobs");
        assertThat(pod).hasSize(4);
    }

    @Test
    void checksOfMigrationsCanBeLeftOut() {
        Manifests manifests = Chart.render("migrationChecks.enabled=false");

        assertThat(check(manifests, "ENABLED")).isEqualTo("false");
        assertThat(check(manifests, "IMAGE")).isEmpty();
    }

    private static String check(Manifests manifests, String name) {
        return manifests
                .environment("SLUICE_MIGRATION_CHECKS_" + name)
                .at("/value")
                .asText();
    }

    @Test
    void imageIsByDigestElseByTagElseByVersion() {
        assertThat(image("image.tag=\"1.2.3\"")).isEqualTo("sluice-operator:1.2.3");
        assertThat(image("image.tag=\"\"")).isEqualTo("sluice-operator:0.1.0");
        String digest = "sha256:" + "ab".repeat(32);
        assertThat(image("image.digest=\"" + digest + "\"")).isEqualTo("sluice-operator@" + digest);
    }

    @Test
    void ownLabelsWinOverThoseOfValues() {
        Manifests manifests = Chart.render(
                "labels={\"app.kubernetes.io/name\":\"mine\",\"team\":\"a\"}", "podLabels={\"team\":\"b\"}");

        JsonNode labels = manifests.the("Deployment").at("/spec/template/metadata/labels");
        assertThat(labels.at("/app.kubernetes.io~1name").asText()).isEqualTo("sluice");
        assertThat(labels.at("/team").asText()).isEqualTo("b");
        assertThat(manifests.the("Service").at("/metadata/labels/team").asText())
                .isEqualTo("a");
    }

    @Test
    void userCanBeLeftToTheImage() {
        JsonNode context = Chart.render("runAsUser=null").the("Deployment").at("/spec/template/spec/securityContext");

        assertThat(context.has("runAsUser")).isFalse();
        assertThat(context.at("/runAsNonRoot").asBoolean()).isTrue();
    }

    @Test
    void objectsAreNamedAfterTheRelease() {
        assertThat(Chart.render("nameOverride=\"gate\"")
                        .the("Deployment")
                        .at("/metadata/name")
                        .asText())
                .isEqualTo("sluice-gate-operator");
        assertThat(Chart.render("fullnameOverride=\"" + "a".repeat(50) + "\"")
                        .the("Deployment")
                        .at("/metadata/name")
                        .asText())
                .isEqualTo("a".repeat(50));
    }

    @ParameterizedTest
    @CsvSource({
        "sluice, sluice-operator",
        "orders, orders-sluice-operator",
        "1st, sluice-1st-operator",
        "team.a, team-a-sluice-65a2ed0f-operator",
        "team-a, team-a-sluice-operator",
        "a-release-whose-name-has-more-than-41-letters-1, a-release-whose-name-has-more-th-ce99e836-operator",
        "a-release-whose-name-has-more-than-41-letters-2, a-release-whose-name-has-more-th-b08e5c37-operator"
    })
    void everyReleaseHasItsOwnNameThatAServiceMayHave(String release, String name) {
        Manifests manifests = Chart.renderAs(release, Chart.NAMESPACE, Chart.valueFile("all-namespaces"));

        assertThat(manifests.the("Service").at("/metadata/name").asText()).isEqualTo(name);
        assertThat(manifests.objects())
                .allSatisfy(object -> assertThat(object.at("/metadata/name").asText())
                        .matches("[a-z]([-a-z0-9]*[a-z0-9])?|[a-z]+[.]sluice[.]dev")
                        .hasSizeLessThanOrEqualTo(63));
    }

    @Test
    void podOfTheTestRunsWhereTheOperatorDoesAndLooksLikeIt() {
        Manifests manifests = Chart.render(Chart.valueFile("everything"));
        JsonNode operator = manifests.the("Deployment").at("/spec/template");
        JsonNode test = manifests.tests().stream()
                .filter(object -> object.at("/kind").asText().equals("Pod"))
                .findFirst()
                .orElseThrow();

        for (String field : List.of("imagePullSecrets", "nodeSelector", "tolerations", "priorityClassName")) {
            assertThat(operator.at("/spec").has(field)).as(field).isTrue();
            assertThat(test.at("/spec/" + field)).isEqualTo(operator.at("/spec/" + field));
        }
        assertThat(test.at("/spec/affinity/nodeAffinity")).isEqualTo(operator.at("/spec/affinity/nodeAffinity"));
        assertThat(test.at("/spec/affinity")).hasSize(1);
        for (String label : List.of("team", "cost", "helm.sh~1chart", "app.kubernetes.io~1instance")) {
            assertThat(test.at("/metadata/labels/" + label).asText())
                    .isEqualTo(operator.at("/metadata/labels/" + label).asText())
                    .isNotEmpty();
        }
        assertThat(test.at("/metadata/annotations/example.com~1log").asText()).isEqualTo("json");
        assertThat(test.at("/metadata/annotations/helm.sh~1hook").asText()).isEqualTo("test");
    }

    @Test
    void labelSelectorThatIsGivenStays() {
        JsonNode constraint = Chart.render(Chart.valueFile("numbers"))
                .the("Deployment")
                .at("/spec/template/spec/topologySpreadConstraints/0");

        assertThat(constraint.at("/labelSelector")).hasToString("{}");
    }

    private static String image(String setting) {
        return Chart.render(setting).container().at("/image").asText();
    }
}
