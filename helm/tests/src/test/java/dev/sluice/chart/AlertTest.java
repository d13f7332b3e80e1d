package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.tool.GoTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What promtool says of the alerts as they are rendered, and of the story of each. */
class AlertTest {

    private static final Path STORIES = Path.of("src", "test", "resources", "promtool");
    private static final List<String> CASES = List.of("fires", "does not fire", "clears", "has no data");

    @TempDir
    private static Path folder;

    private static JsonNode rules = Manifests.yaml("{}");

    @BeforeAll
    static void render() throws IOException {
        String text = Chart.render()
                .the("ConfigMap", "sluice-operator-rules")
                .at("/data/sluice.rules.yaml")
                .asText();
        rules = Manifests.yaml(text);
        Files.writeString(folder.resolve("sluice.rules.yaml"), text);
        for (Path story : storyFiles().toList()) {
            Files.copy(story, folder.resolve(story.getFileName()));
        }
    }

    static Stream<Path> storyFiles() throws IOException {
        try (Stream<Path> files = Files.list(STORIES)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void prometheusTakesTheRules() {
        GoTool.PROMTOOL
                .with(Map.of())
                .attempt(
                        "check",
                        "rules",
                        "--lint-fatal",
                        folder.resolve("sluice.rules.yaml").toString())
                .succeeded();
    }

    @ParameterizedTest
    @MethodSource("storyFiles")
    void storiesHold(Path story) {
        String output = GoTool.PROMTOOL
                .with(Map.of())
                .attempt("test", "rules", folder.resolve(story.getFileName()).toString())
                .succeeded();

        assertThat(output).contains("SUCCESS");
    }

    @Test
    void everyAlertHasAllItsStories() throws IOException {
        List<String> told = new ArrayList<>();
        for (Path file : storyFiles().toList()) {
            Manifests.yaml(Chart.read(file))
                    .at("/tests")
                    .forEach(test -> told.add(test.at("/name").asText()));
        }
        for (JsonNode alert : alerts()) {
            String name = alert.at("/alert").asText();
            for (String each : CASES) {
                assertThat(told).as("stories of %s", name).anyMatch(story -> story.startsWith(name + " " + each));
            }
        }
    }

    /** On no series at all only an alert on absence can fire, so that such a story shows nothing of any other one. */
    @Test
    void storiesOfMissingDataHaveSomeData() throws IOException {
        for (Path file : storyFiles().toList()) {
            for (JsonNode story : Manifests.yaml(Chart.read(file)).at("/tests")) {
                String name = story.at("/name").asText();
                if (name.contains(" has no data") && !name.startsWith("SluiceOperatorDown ")) {
                    assertThat(story.at("/input_series")).as(name).isNotEmpty();
                }
            }
        }
    }

    @Test
    void rulesUseTheCatalogueOnly() {
        assertThat(alerts())
                .isNotEmpty()
                .allSatisfy(alert -> Catalogue.knows(alert.at("/expr").asText()));
    }

    @Test
    void everyAlertSaysHowBadItIsWhatItIsAndWhatToDo() {
        assertThat(alerts()).allSatisfy(alert -> {
            assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
            assertThat(alert.at("/annotations/summary").asText()).endsWith(".");
            assertThat(alert.at("/annotations/description").asText()).endsWith(".");
        });
    }

    /** A primary that this leader has not heard yet is unreachable and of no known role. */
    @Test
    void memberOfUnknownRoleIsNotCalledAReplica() {
        assertThat(alerts())
                .filteredOn(alert -> alert.at("/alert").asText().equals("SluiceReplicaUnreachable"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.at("/annotations").toString())
                        .contains("Member {{ $labels.member }}")
                        .doesNotContain("Replica {{"));
    }

    @Test
    void noPlaceholderIsLeft() {
        assertThat(rules.toString()).contains(Chart.NAMESPACE).doesNotContain("SLUICE_");
    }

    static List<JsonNode> alerts() {
        List<JsonNode> alerts = new ArrayList<>();
        rules.at("/groups").forEach(group -> group.at("/rules").forEach(alerts::add));
        return alerts;
    }
}
