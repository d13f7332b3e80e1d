package dev.sluice.operator.migrationcheck;

import static dev.sluice.operator.migrationcheck.JobParts.analysis;
import static dev.sluice.operator.migrationcheck.JobParts.job;
import static dev.sluice.operator.migrationcheck.JobParts.pod;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.MigrationSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Job of a run and its pod. */
class AnalysisJobTest {

    static List<MigrationSource> sources() {
        return List.of(
                MigrationSource.configMap("migrations"),
                MigrationSource.volume("files", "db"),
                MigrationSource.image("shop/orders:1.4.2", "/app/db/migrations/"));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void thePodIsRestrictedAndHasNoToken(MigrationSource source) {
        for (boolean imageVolumes : new boolean[] {true, false}) {
            PodSpec pod = pod(job(Checks.of(source), imageVolumes));

            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getServiceAccountName()).isNull();
            assertThat(pod.getRestartPolicy()).isEqualTo("Never");
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(65532);
            assertThat(pod.getSecurityContext().getFsGroup())
                    .as("files of a volume are left as they are")
                    .isNull();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(containers(pod)).allSatisfy(container -> {
                var security = container.getSecurityContext();
                assertThat(security.getAllowPrivilegeEscalation()).isFalse();
                assertThat(security.getReadOnlyRootFilesystem()).isTrue();
                assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
                assertThat(container.getResources().getLimits()).containsKey("memory");
                assertThat(container.getTerminationMessagePolicy()).isEqualTo("FallbackToLogsOnError");
            });
        }
    }

    @Test
    void theJobGoesWithItsCheckAndIsNotGivenATimeToLiveYet() {
        Job job = job(Checks.ofConfigMap(), true);

        assertThat(job.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getKind()).isEqualTo("MigrationCheck");
            assertThat(owner.getController()).isTrue();
            assertThat(owner.getBlockOwnerDeletion()).isFalse();
        });
        assertThat(job.getMetadata().getAnnotations()).containsEntry("sluice.dev/inputs", "abc");
        assertThat(job.getMetadata().getLabels())
                .containsEntry("sluice.dev/component", "migration-analysis")
                .containsEntry("sluice.dev/migration-check", "orders");
        assertThat(job.getSpec().getTtlSecondsAfterFinished()).isNull();
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(600);
        assertThat(job.getSpec().getBackoffLimit()).isEqualTo(1);
    }

    @Test
    void whatIsWrongWithTheInputIsNotTriedAgainAndADrainedNodeIsNoFailure() {
        var rules =
                job(Checks.ofConfigMap(), true).getSpec().getPodFailurePolicy().getRules();

        assertThat(rules).hasSize(2);
        assertThat(rules.get(0).getAction()).isEqualTo("FailJob");
        assertThat(rules.get(0).getOnExitCodes().getValues()).containsExactly(AnalysisCommand.MISUSED);
        assertThat(rules.get(0).getOnExitCodes().getContainerName()).isEqualTo("analysis");
        assertThat(rules.get(1).getAction()).isEqualTo("Ignore");
        assertThat(rules.get(1).getOnPodConditions()).singleElement().satisfies(condition -> {
            assertThat(condition.getType()).isEqualTo("DisruptionTarget");
            assertThat(condition.getStatus()).isEqualTo("True");
        });
    }

    @Test
    void whatTheSpecSaysOfTheJobIsInIt() {
        MigrationCheck check = Checks.ofSpec("""
                source: {configMap: {name: migrations}}
                backoffLimit: 4
                deadline: 90s
                ttl: 1h
                resources: {requests: {cpu: 1, memory: 300Mi}, limits: {cpu: 2, memory: 1Gi}}
                imagePullSecrets: [{name: registry}]
                """);

        Job job = job(check, true);

        assertThat(job.getSpec().getBackoffLimit()).isEqualTo(4);
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(90);
        assertThat(pod(job).getImagePullSecrets()).extracting("name").containsExactly("registry");
        assertThat(analysis(pod(job)).getResources().getLimits())
                .isEqualTo(Map.of("cpu", new Quantity("2"), "memory", new Quantity("1Gi")));
        assertThat(analysis(pod(job)).getResources().getRequests())
                .isEqualTo(Map.of("cpu", new Quantity("1"), "memory", new Quantity("300Mi")));
    }

    @Test
    void theConfigurationComesAsAFile() throws Exception {
        MigrationCheck check = Checks.ofSpec("""
                source: {configMap: {name: migrations}}
                postgresVersion: 14
                tool: GolangMigrate
                noTransaction: true
                rules:
                - {name: drop-column, severity: Ignore, reason: Nobody reads it.}
                - {name: drop-table, severity: Medium}
                """);

        Job job = job(check, true);

        String path =
                analysis(pod(job)).getArgs().get(analysis(pod(job)).getArgs().indexOf("--config") + 1);
        assertThat(pod(job).getVolumes())
                .filteredOn(volume -> volume.getDownwardAPI() != null)
                .singleElement()
                .extracting(volume -> volume.getDownwardAPI().getItems().get(0).getPath())
                .isEqualTo(path.substring(path.lastIndexOf('/') + 1));
        String file = job.getSpec().getTemplate().getMetadata().getAnnotations().get("sluice.dev/configuration");
        var settings = new ObjectMapper().readTree(file);
        assertThat(settings.at("/postgresVersion").asText()).isEqualTo("14");
        assertThat(settings.at("/tool").asText()).isEqualTo("golang-migrate");
        assertThat(settings.at("/transaction").asBoolean(true)).isFalse();
        assertThat(settings.at("/rules/drop-column").asText()).isEqualTo("off");
        assertThat(settings.at("/rules/drop-table").asText()).isEqualTo("medium");
    }

    @Test
    void theImagesOwnUserIsTakenWhereThePlatformAssignsOne() {
        Checks.Settings defaults = Checks.Settings.defaults();
        var settings = new Checks.Settings(
                true,
                Optional.of("operator"),
                "Always",
                defaults.command(),
                OptionalLong.empty(),
                Optional.empty(),
                CheckSettings.ImageVolumes.AUTO);

        PodSpec pod = pod(AnalysisJob.of(Checks.ofConfigMap(), "job", "abc", settings, true, null));

        assertThat(pod.getSecurityContext().getRunAsUser()).isNull();
        assertThat(analysis(pod).getImage()).isEqualTo("operator");
        assertThat(analysis(pod).getImagePullPolicy()).isEqualTo("Always");
        assertThat(analysis(pod).getCommand()).isEqualTo(defaults.command());
    }

    private static List<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .toList();
    }
}
