package dev.sluice.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationCheckTest {

    @Test
    void everyFieldIsRead() throws Exception {
        String yaml = Files.readString(Path.of("src/test/resources/validation/valid/migrationcheck-full.yaml"));

        MigrationCheckSpec spec =
                Serialization.unmarshal(yaml, MigrationCheck.class).getSpec();

        assertThat(spec)
                .isEqualTo(new MigrationCheckSpec(
                        MigrationSource.configMap("migrations"),
                        FailOn.MEDIUM,
                        16,
                        MigrationTool.FLYWAY,
                        true,
                        List.of(
                                new RuleSetting(
                                        "add-not-null-column",
                                        RuleSetting.Severity.IGNORE,
                                        "The table is empty until the release."),
                                new RuleSetting("drop-column", RuleSetting.Severity.LOW, null)),
                        "4f0c2a1",
                        0,
                        Duration.ofMinutes(5),
                        Duration.ofHours(1),
                        new JobResources(
                                new JobResources.Requests("250m", "300Mi"), new JobResources.Limits("2", "1Gi")),
                        List.of(new ObjectReference("registry")),
                        "orders",
                        MigrationBaseline.of("orders-known", "known.json")));
        assertThat(spec.unreadable()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{source: {}}",
                "{source: {configMap: {}}}",
                "{source: {image: {path: /db}}}",
                "{source: {configMap: {name: a}, persistentVolumeClaim: {claimName: b}}}"
            })
    void aSourceOfAnotherVersionIsNamedAndNothingElse(String yaml) {
        assertThat(read(yaml, MigrationCheckSpec.class).unreadable()).containsExactly("spec.source");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{configMap: {}}", "{configMap: {key: a}}"})
    void aBaselineOfAnotherVersionIsNamed(String yaml) {
        String spec = "{source: {configMap: {name: a}}, baseline: " + yaml + "}";
        assertThat(read(spec, MigrationCheckSpec.class).unreadable()).containsExactly("spec.baseline");
    }

    @Test
    void elementsThatCouldNotBeReadAreLeftOut() {
        MigrationCheckSpec spec = read(
                "{source: {configMap: {name: a}}, rules: [null], imagePullSecrets: [null, {name: b}]}",
                MigrationCheckSpec.class);

        assertThat(spec.rules()).isEmpty();
        assertThat(spec.imagePullSecrets()).containsExactly(new ObjectReference("b"));
        assertThat(read("{conditions: [null], findings: [null]}", MigrationCheckStatus.class))
                .isEqualTo(MigrationCheckStatus.empty());
    }

    @Test
    void aFindingIsCutToWhatTheSchemaTakes() {
        var finding = new FindingSummary("r".repeat(100), Risk.LOW, "f".repeat(1000), 3, "m".repeat(10_000));

        assertThat(finding.rule()).hasSize(63).endsWith("…");
        assertThat(finding.file()).hasSize(FindingSummary.MOST_IN_FILE);
        assertThat(finding.message()).hasSize(FindingSummary.MOST_IN_MESSAGE);
    }

    @Test
    void theReportIsNamedAfterTheCheck() {
        var check = new MigrationCheck();
        check.setMetadata(new ObjectMetaBuilder().withName("orders").build());

        assertThat(check.reportConfigMapName()).isEqualTo("orders-report");
    }

    // Without the marker a text that begins with a brace is taken for JSON.
    private static <T> T read(String yaml, Class<T> type) {
        return Serialization.unmarshal("---\n" + yaml, type);
    }
}
