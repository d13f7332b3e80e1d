package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/install.md} agrees with the chart. */
class DocumentTest {

    private static final Path DOCUMENT = Chart.REPOSITORY.resolve("docs").resolve("install.md");

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
    void everyRightIsExplainedAndNoOther() throws IOException {
        Manifests manifests = Chart.render();
        Set<String> granted = new TreeSet<>();
        collect("served namespaces", manifests.the("ClusterRole"), granted);
        collect("release's namespace", manifests.the("Role"), granted);
        Manifests more = Chart.render(Chart.valueFile("copies-and-nudge"));
        collect("`publishTo.namespaces`", named(more, "Role", "-copies"), granted);
        collect("with `nudge.enabled`", named(more, "ClusterRole", "-nudge"), granted);

        Set<String> explained = new TreeSet<>();
        Matcher row = Pattern.compile("\\| ([^|]+) \\| `([^|]+)` \\| `([^|]+)` \\| [^|]{10,} \\|")
                .matcher(section("rights", Files.readString(DOCUMENT)));
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
        String document = Files.readString(DOCUMENT);
        String now = section(name, document);
        int begin = document.indexOf(now);
        String wanted = document.substring(0, begin) + "\n" + made + "\n" + document.substring(begin + now.length());
        new GoldenFile(DOCUMENT).matches(wanted);
    }

    private static String section(String name, String document) {
        int begin = document.indexOf("<!-- " + name + ": ");
        int end = document.indexOf("<!-- end of " + name + " -->");
        assertThat(begin).as("the section %s", name).isNotNegative();
        String section = document.substring(document.indexOf('\n', begin) + 1, end);
        assertThat(section.strip()).as("the section %s", name).isNotEmpty();
        return section;
    }
}
