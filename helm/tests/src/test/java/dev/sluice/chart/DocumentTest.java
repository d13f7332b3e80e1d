package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/install.md} agrees with the chart. */
class DocumentTest {

    @Test
    void valuesAreThoseOfTheChart() throws IOException {
        isSection("values", ValuesTable.read().markdown());
    }

    @Test
    void alertsAreThoseOfTheChart() throws IOException {
        StringBuilder table = new StringBuilder("| alert | severity | after | meaning |\n|---|---|---|---|\n");
        JsonNode rules = Manifests.yaml(Chart.read(Chart.FOLDER.resolve("files/rules/sluice.rules.yaml")));
        for (JsonNode group : rules.at("/groups")) {
            for (JsonNode alert : group.at("/rules")) {
                table.append("| `%s` | %s | %s | %s |\n"
                        .formatted(
                                alert.at("/alert").asText(),
                                alert.at("/labels/severity").asText(),
                                alert.path("for").asText("at once"),
                                readable(alert.at("/annotations/summary").asText())));
            }
        }
        isSection("alerts", table.toString());
    }

    @Test
    void everyRightIsExplainedAndNoOther() {
        Manifests manifests = Chart.render();
        Set<String> granted = new TreeSet<>();
        collect("served namespaces", manifests.the("ClusterRole"), granted);
        collect("release's namespace", manifests.the("Role"), granted);
        Manifests more = Chart.render(Chart.valueFile("copies-and-nudge"));
        collect("`publishTo.namespaces`", named(more, "Role", "-copies"), granted);
        collect("with `nudge.enabled`", named(more, "ClusterRole", "-nudge"), granted);

        Set<String> explained = new TreeSet<>();
        Matcher row = Pattern.compile("\\| ([^|]+) \\| `([^|]+)` \\| `([^|]+)` \\| [^|]{10,} \\|")
                .matcher(InstallDocument.section("rights"));
        while (row.find()) {
            explained.add(row.group(1) + " " + row.group(2) + " " + row.group(3));
        }
        assertThat(explained).isEqualTo(granted);
    }

    private static JsonNode named(Manifests manifests, String kind, String part) {
        return manifests.all(kind).stream()
                .filter(object -> object.at("/metadata/name").asText().contains(part))
                .findFirst()
                .orElseThrow();
    }

    private static void collect(String where, JsonNode role, Set<String> granted) {
        for (JsonNode rule : role.at("/rules")) {
            for (JsonNode resource : rule.at("/resources")) {
                for (JsonNode verb : rule.at("/verbs")) {
                    granted.add(where + " " + resource.asText() + " " + verb.asText());
                }
            }
        }
    }

    // What Prometheus fills in, as a reader names it.
    private static String readable(String summary) {
        return summary.replace("{{ $labels.namespace }}/{{ $labels.cluster }}", "…")
                .replace("{{ $labels.namespace }}/{{ $labels.check }}", "…")
                .replace("{{ $labels.namespace }}/{{ $labels.policy }}", "…")
                .replace("{{ $labels.member }}", "…")
                .replace("SLUICE_LEASE in namespace SLUICE_NAMESPACE", "…")
                .strip();
    }

    private static void isSection(String name, String made) throws IOException {
        String document = Chart.read(InstallDocument.FILE);
        String now = InstallDocument.section(name);
        int begin = document.indexOf(now);
        String wanted = document.substring(0, begin) + "\n" + made + "\n" + document.substring(begin + now.length());
        new GoldenFile(InstallDocument.FILE).matches(wanted);
    }
}
