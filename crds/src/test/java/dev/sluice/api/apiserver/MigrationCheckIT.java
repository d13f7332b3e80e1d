package dev.sluice.api.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.FindingCounts;
import dev.sluice.api.v1alpha1.FindingSummary;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.MigrationCheckSpec;
import dev.sluice.api.v1alpha1.MigrationCheckStatus;
import dev.sluice.api.v1alpha1.MigrationSource;
import dev.sluice.api.v1alpha1.ReportStatus;
import dev.sluice.api.v1alpha1.Risk;
import dev.sluice.api.v1alpha1.RunStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(InstalledApi.Shared.class)
class MigrationCheckIT {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final InstalledApi api;

    MigrationCheckIT(InstalledApi api) {
        this.api = api;
    }

    @Test
    void theServerFillsInTheDefaultsThatTheTypesHave() {
        String yaml = check("check-defaults", "  source: {configMap: {name: migrations}}\n");
        api.asWritten(yaml).create();

        Object stored = api.asWritten(yaml).get().getAdditionalProperties().get("spec");

        Map<?, ?> expected = Serialization.unmarshal("""
                source: {configMap: {name: migrations}}
                failOn: High
                tool: Auto
                noTransaction: false
                rules: []
                backoffLimit: 1
                deadline: 10m
                ttl: 24h
                resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 512Mi}}
                imagePullSecrets: []
                """, Map.class);
        assertThat(stored).isEqualTo(expected);
        assertThat(read("check-defaults").getSpec())
                .isEqualTo(Serialization.unmarshal(yaml, MigrationCheck.class).getSpec())
                .isEqualTo(MigrationCheckSpec.of(MigrationSource.configMap("migrations")));
    }

    @Test
    void volumesAndImagesGetTheirDefaultsToo() {
        api.asWritten(check("check-volume", "  source: {persistentVolumeClaim: {claimName: files}}\n"))
                .create();
        api.asWritten(check("check-image", "  source: {image: {reference: \"shop:1\", path: /db}}\n"))
                .create();

        assertThat(read("check-volume").getSpec().source()).isEqualTo(MigrationSource.volume("files", "."));
        assertThat(read("check-image").getSpec().source()).isEqualTo(MigrationSource.image("shop:1", "/db"));
    }

    @Test
    void aStatusIsAppliedWholeAndOnlyByItsOwnSubresource() {
        api.asWritten(check("check-status", "  source: {configMap: {name: migrations}}\n"))
                .create();
        MigrationCheckStatus most = status(Collections.nCopies(
                MigrationCheckStatus.MOST_FINDINGS,
                new FindingSummary("r".repeat(70), Risk.HIGH, "f".repeat(300), 1, "m".repeat(900))));

        MigrationCheck applied = apply("check-status", most);

        assertThat(applied.getStatus()).isEqualTo(most);
        assertThat(applied.getMetadata().getGeneration()).isEqualTo(1);
        assertThat(apply("check-status", most).getMetadata().getResourceVersion())
                .as("an identical status writes nothing")
                .isEqualTo(applied.getMetadata().getResourceVersion());
        assertThat(apply("check-status", status(List.of())).getStatus())
                .as("what the next status lacks is removed")
                .isEqualTo(status(List.of()));
    }

    @Test
    void kubectlPrintsWhatAPersonWantsToKnow() {
        api.asWritten(check("check-printed", "  source: {configMap: {name: migrations}}\n"))
                .create();
        apply("check-printed", status(List.of()));

        assertThat(api.kubectl("get", "mck", "check-printed").lines().map(MigrationCheckIT::cells))
                .satisfiesExactly(
                        header -> assertThat(header).containsExactly("NAME", "RISK", "HIGH", "MEDIUM", "LOW", "AGE"),
                        row -> assertThat(row).startsWith("check-printed", "High", "2", "1", "0"));
        assertThat(api.kubectl("get", "migrationchecks", "check-printed", "-o", "wide")
                        .lines()
                        .map(MigrationCheckIT::cells))
                .satisfiesExactly(
                        header -> assertThat(header).endsWith("PASSED", "REASON", "JOB", "REPORT"),
                        row -> assertThat(row)
                                .endsWith("False", "FindingsFail", "check-printed-0123456789", "check-printed-report"));
        assertThat(api.kubectl("get", "sluice")).contains("check-printed");
    }

    @Test
    void kubectlWaitGatesAPipelineAndTakesNoResultOfAnOlderSpec() {
        String yaml = check("check-waited", "  source: {configMap: {name: migrations}}\n");
        api.asWritten(yaml).create();
        apply("check-waited", passed());

        assertThat(waitFor("check-waited")).contains("condition met");
        api.asWritten(yaml + "  revision: \"2\"\n").update();

        assertThatThrownBy(() -> waitFor("check-waited")).hasMessageContaining("timed out");
    }

    @Test
    void kubectlExplainsFields() {
        assertThat(api.kubectl("explain", "mck.spec.failOn")).contains("The least severity of a finding");
    }

    private String waitFor(String name) {
        return api.kubectl("wait", "--for=condition=Passed", "--timeout=2s", "mck/" + name);
    }

    private static List<String> cells(String line) {
        return List.of(line.strip().split(" {2,}"));
    }

    private MigrationCheck read(String name) {
        return api.client()
                .resources(MigrationCheck.class)
                .inNamespace("default")
                .withName(name)
                .get();
    }

    private MigrationCheck apply(String name, MigrationCheckStatus status) {
        var check = new MigrationCheck();
        check.setMetadata(
                new ObjectMetaBuilder().withNamespace("default").withName(name).build());
        check.setStatus(status);
        return api.client()
                .resource(check)
                .subresource("status")
                .patch(new PatchContext.Builder()
                        .withForce(true)
                        .withFieldManager("sluice")
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .build());
    }

    private static MigrationCheckStatus passed() {
        return new MigrationCheckStatus(
                1L,
                List.of(Condition.of(ConditionType.PASSED, ConditionStatus.TRUE, "NoFindings", "", 1L, NOON)),
                Risk.NONE,
                null,
                List.of(),
                null,
                null);
    }

    private static MigrationCheckStatus status(List<FindingSummary> findings) {
        return new MigrationCheckStatus(
                1L,
                List.of(
                        Condition.of(ConditionType.PASSED, ConditionStatus.FALSE, "FindingsFail", "", 1L, NOON),
                        Condition.of(ConditionType.READY, ConditionStatus.TRUE, "Reported", "", 1L, NOON)),
                Risk.HIGH,
                new FindingCounts(3, 2, 1, 0, 4, 40, 0),
                findings,
                new ReportStatus("check-printed-report", 0, NOON),
                new RunStatus(1L, "check-printed-0123456789", "0123456789abcdef", NOON, NOON));
    }

    private static String check(String name, String spec) {
        return """
                apiVersion: sluice.dev/v1alpha1
                kind: MigrationCheck
                metadata:
                  name: %s
                spec:
                """.formatted(name) + spec;
    }
}
