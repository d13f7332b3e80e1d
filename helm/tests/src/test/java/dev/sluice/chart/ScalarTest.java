package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts stay texts, whatever YAML would take them for; numbers are written out; no value leaves a null behind. */
class ScalarTest {

    private static final JsonNode VALUES = Manifests.yaml(Chart.read(Chart.FOLDER.resolve("values.yaml")));

    /** Maps whose values are texts, and fields that are. */
    private static final Set<String> MAPS_OF_TEXTS =
            Set.of("labels", "annotations", "matchLabels", "nodeSelector", "data", "capacity");

    private static final Set<String> TEXTS =
            Set.of("name", "namespace", "serviceAccountName", "priorityClassName", "image", "sizeLimit", "value");

    static Stream<Path> valueFiles() {
        return Chart.valueFiles();
    }

    static Stream<String> everyValue() {
        return paths(VALUES, "").stream();
    }

    static Stream<String> everySwitch() {
        return everyValue()
                .filter(path -> VALUES.at("/" + path.replace('.', '/')).isBoolean());
    }

    @ParameterizedTest
    @MethodSource("valueFiles")
    void textsAreTextsAndNothingIsNull(Path values) {
        Manifests manifests = Chart.render(values, Chart.withPrometheusOperator());

        manifests.objects().forEach(ScalarTest::isWellTyped);
    }

    @Test
    void releaseAndNamespaceMayLookLikeNumbers() {
        Manifests manifests = Chart.renderAs("1e3", "123", Chart.valueFile("all-namespaces"));

        manifests.objects().forEach(ScalarTest::isWellTyped);
        assertThat(manifests.the("Deployment").at("/metadata/namespace").asText())
                .isEqualTo("123");
        assertThat(manifests.the("Deployment").at("/metadata/labels/app.kubernetes.io~1instance"))
                .hasToString("\"1e3\"");
        JsonNode rules = manifests.the("PrometheusRule").at("/spec/groups");
        assertThat(rules.findParent("labels").at("/labels/namespace")).hasToString("\"123\"");
    }

    @Test
    void largeNumbersAreWrittenOut() {
        Manifests manifests = Chart.render(Chart.valueFile("numbers"));
        JsonNode pod = manifests.the("Deployment").at("/spec/template/spec");

        assertThat(pod.at("/securityContext/runAsUser")).hasToString("1000680000");
        assertThat(pod.at("/terminationGracePeriodSeconds")).hasToString("1000000");
        assertThat(pod.at("/volumes/0/emptyDir/sizeLimit")).hasToString("\"67108864\"");
        assertThat(manifests.the("Deployment").at("/spec/revisionHistoryLimit")).hasToString("1000000");
        assertThat(manifests.the("PodDisruptionBudget").at("/spec/maxUnavailable"))
                .hasToString("1000000");
        assertThat(manifests.environment("SLUICE_MIGRATION_CHECKS_RUN_AS_USER").at("/value"))
                .hasToString("\"1000680000\"");
    }

    @ParameterizedTest
    @MethodSource("everyValue")
    void nullTakesAValueAwayOrIsRefusedByItsName(String path) {
        var result = Chart.templateWith("networkPolicy.enabled=true", path + "=null");

        if (result.status() == 0) {
            Manifests.parse(result.output()).objects().forEach(ScalarTest::isWellTyped);
        } else if (path.equals("image.repository")) {
            assertThat(result.failed()).contains("image.repository is empty");
        } else {
            String name = path.substring(path.lastIndexOf('.') + 1);
            String section = path.contains(".") ? "/" + path.substring(0, path.lastIndexOf('.')) : "";
            assertThat(result.failed())
                    .contains("at '" + section.replace('.', '/') + "': missing property '" + name + "'");
        }
    }

    @ParameterizedTest
    @MethodSource("everySwitch")
    void switchesAreTrueOrFalseAndNoTexts(String path) {
        assertThat(Chart.templateWith(path + "=\"true\"").failed())
                .contains("at '/" + path.replace('.', '/') + "': got string, want boolean");
    }

    private static void isWellTyped(JsonNode object) {
        if (object.at("/kind").asText().equals("CustomResourceDefinition")) {
            assertThat(object.at("/metadata").findValues("labels")).isNotEmpty();
            isWellTyped(object.at("/metadata"), "CustomResourceDefinition");
        } else {
            isWellTyped(object, object.at("/kind").asText());
        }
    }

    private static void isWellTyped(JsonNode node, String path) {
        assertThat(node.isNull()).as("null at %s", path).isFalse();
        node.properties().forEach(field -> {
            String below = path + "/" + field.getKey();
            JsonNode value = field.getValue();
            if (MAPS_OF_TEXTS.contains(field.getKey()) && value.isObject()) {
                value.forEach(each -> assertThat(each.isTextual())
                        .as("%s has %s", below, value)
                        .isTrue());
            }
            if (TEXTS.contains(field.getKey()) && value.isValueNode()) {
                assertThat(value.isTextual()).as("%s is %s", below, value).isTrue();
            }
            isWellTyped(value, below);
        });
        if (node.isArray()) {
            node.forEach(each -> isWellTyped(each, path + "/*"));
        }
        if (node.isNumber()) {
            assertThat(node.isIntegralNumber() || node.asDouble() % 1 != 0)
                    .as("%s is written as %s", path, node)
                    .isTrue();
        }
    }

    private static List<String> paths(JsonNode values, String before) {
        List<String> paths = new ArrayList<>();
        values.properties().forEach(field -> {
            paths.add(before + field.getKey());
            if (field.getValue().isObject()) {
                paths.addAll(paths(field.getValue(), before + field.getKey() + "."));
            }
        });
        return paths;
    }
}
