package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.tool.GoTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void nothingClaimsToBeManagedByHelm() {
        assertThat(Manifests.parse(Chart.read(FILE)).objects())
                .isNotEmpty()
                .allSatisfy(object -> assertThat(object.findValuesAsText("app.kubernetes.io/managed-by"))
                        .containsOnly("kustomize"));
    }

    /** A kustomization that sets another namespace finds none in the expressions. */
    @ParameterizedTest
    @CsvSource({
        "fires when no operator is scraped,            '', 1",
        "fires when none leads,                        'lease=\"sluice-operator\" 0', 1",
        "fires when only one of another name leads,    'lease=\"orders-sluice-operator\" 1', 1",
        "does not fire when one leads in any namespace, 'lease=\"sluice-operator\" 1', 0",
    })
    void operatorIsMissedInWhateverNamespaceItIs(String story, String series, int firing, @TempDir Path folder)
            throws IOException {
        Files.writeString(
                folder.resolve("sluice.rules.yaml"),
                Manifests.parse(Chart.read(FILE))
                        .the("ConfigMap", "sluice-operator-rules")
                        .at("/data/sluice.rules.yaml")
                        .asText());
        String input = series.isEmpty()
                ? "[]"
                : "[{series: 'sluice_operator_leader{namespace=\"databases\", pod=\"a\", %s}', values: '%sx20'}]"
                        .formatted((Object[]) series.split(" "));
        Path test = Files.writeString(folder.resolve("story.yaml"), """
                rule_files: [sluice.rules.yaml]
                evaluation_interval: 30s
                tests:
                  - name: %s
                    interval: 30s
                    input_series: %s
                    promql_expr_test:
                      - expr: count(ALERTS{alertname="SluiceOperatorDown", alertstate="firing"}) or vector(0)
                        eval_time: 5m
                        exp_samples: [{labels: '{}', value: %d}]
                """.formatted(story, input, firing));

        GoTool.PROMTOOL.with(Map.of()).attempt("test", "rules", test.toString()).succeeded();
    }
}
