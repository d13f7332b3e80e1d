package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operator.metrics.Meter;
import dev.sluice.testing.tool.GoTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DashboardTest {

    private static final JsonNode DASHBOARD = Manifests.yaml(Chart.render()
            .the("ConfigMap", "sluice-operator-dashboard")
            .at("/data/sluice-overview.json")
            .asText());

    @TempDir
    private Path folder;

    @Test
    void queriesUseTheCatalogueOnly() {
        assertThat(queries()).hasSizeGreaterThan(10).allSatisfy(Catalogue::knows);
        for (JsonNode variable : DASHBOARD.at("/templating/list")) {
            if (variable.at("/type").asText().equals("query")) {
                String query = variable.at("/query/query").asText();
                assertThat(query).matches("label_values\\(.+, [a-z]+\\)");
                selected(query.substring("label_values(".length(), query.lastIndexOf(',')))
                        .forEach(Catalogue::knows);
            }
        }
    }

    // One metric, or several that a regular expression lists.
    private static List<String> selected(String selector) {
        String several = "{__name__=~\"";
        return selector.startsWith(several)
                ? List.of(selector.substring(several.length(), selector.lastIndexOf('"'))
                        .split("[|]"))
                : List.of(selector);
    }

    // A member's state says whether it is up, a check's trouble and verdict whether it is ready.
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"MEMBER_UP", "CHECK_READY"})
    void everyMeterIsShown(Meter meter) {
        assertThat(queries()).anyMatch(query -> query.contains(meter.metric()));
    }

    // Two releases may share a namespace.
    @Test
    void releasesOfTheOperatorAreNotAddedUp() {
        assertThat(queries())
                .filteredOn(query -> query.contains(Meter.LEADER.metric()))
                .isNotEmpty()
                .allSatisfy(query -> assertThat(query).contains("by (namespace, lease)"));
        assertThat(queries())
                .filteredOn(query -> query.contains(Meter.PROBE_DELAY.metric()))
                .isNotEmpty()
                .allSatisfy(query -> assertThat(query).contains("by (namespace, pod, le)"));
    }

    @Test
    void prometheusParsesTheQueries() throws IOException {
        StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
        int number = 0;
        for (String query : queries()) {
            String expression = query.replace("$__rate_interval", "5m").replace("'", "''");
            rules.append("  - record: panel:%d\n    expr: '%s'\n".formatted(number++, expression));
        }
        Path file = Files.writeString(folder.resolve("dashboard.rules.yaml"), rules);

        assertThat(GoTool.PROMTOOL
                        .with(Map.of())
                        .attempt("check", "rules", file.toString())
                        .succeeded())
                .contains("SUCCESS: " + number + " rules found");
    }

    @Test
    void panelsAreExplainedAndDoNotOverlap() {
        Set<Integer> ids = new HashSet<>();
        Set<String> cells = new HashSet<>();
        for (JsonNode panel : DASHBOARD.at("/panels")) {
            assertThat(ids.add(panel.at("/id").asInt())).isTrue();
            assertThat(panel.at("/title").asText()).isNotEmpty();
            assertThat(panel.at("/description").asText())
                    .as("%s", panel.at("/title"))
                    .endsWith(".");
            JsonNode grid = panel.at("/gridPos");
            assertThat(grid.at("/x").asInt() + grid.at("/w").asInt()).isLessThanOrEqualTo(24);
            for (int x = grid.at("/x").asInt();
                    x < grid.at("/x").asInt() + grid.at("/w").asInt();
                    x++) {
                for (int y = grid.at("/y").asInt();
                        y < grid.at("/y").asInt() + grid.at("/h").asInt();
                        y++) {
                    assertThat(cells.add(x + "," + y))
                            .as("%s", panel.at("/title"))
                            .isTrue();
                }
            }
        }
        assertThat(ids).isNotEmpty();
    }

    @Test
    void dataSourceIsChosenByTheReader() {
        for (JsonNode panel : DASHBOARD.at("/panels")) {
            assertThat(panel.at("/datasource/uid").asText()).isEqualTo("${datasource}");
        }
        assertThat(DASHBOARD.at("/templating/list/0/type").asText()).isEqualTo("datasource");
        assertThat(DASHBOARD.at("/templating/list/0/name").asText()).isEqualTo("datasource");
    }

    private static List<String> queries() {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : DASHBOARD.at("/panels")) {
            assertThat(panel.at("/targets")).isNotEmpty();
            panel.at("/targets")
                    .forEach(target -> queries.add(target.at("/expr").asText()));
        }
        return queries;
    }
}
