package dev.sluice.operator.migrationcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.api.v1alpha1.Credentials;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.FailOn;
import dev.sluice.api.v1alpha1.JobResources;
import dev.sluice.api.v1alpha1.Member;
import dev.sluice.api.v1alpha1.MigrationBaseline;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.MigrationCheckSpec;
import dev.sluice.api.v1alpha1.MigrationSource;
import dev.sluice.api.v1alpha1.MigrationTool;
import dev.sluice.api.v1alpha1.ObjectReference;
import dev.sluice.api.v1alpha1.RuleSetting;
import dev.sluice.api.v1alpha1.Tls;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisJobTest {

    private static final MigrationSource IMAGE = MigrationSource.image("shop/orders:1.4.2", "/app/db/migrations/");

    static List<MigrationSource> sources() {
        return List.of(MigrationSource.configMap("migrations"), MigrationSource.volume("files", "db"), IMAGE);
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
    void aConfigMapIsMountedWhereTheAnalysisBegins() {
        PodSpec pod = pod(job(Checks.ofConfigMap(), true));
        Container analysis = analysis(pod);

        assertThat(volume(pod).getConfigMap().getName()).isEqualTo("migrations");
        assertThat(analysis.getWorkingDir()).isEqualTo("/migrations");
        assertThat(analysis.getEnv()).singleElement().satisfies(variable -> {
            assertThat(variable.getName()).isEqualTo("SLUICE_SUMMARY_FILE");
            assertThat(variable.getValue()).isEqualTo("/dev/termination-log");
        });
        assertThat(analysis.getArgs()).endsWith("--", ".");
        assertThat(analysis.getVolumeMounts())
                .filteredOn(mount -> mount.getMountPath().equals("/migrations"))
                .singleElement()
                .satisfies(mount -> assertThat(mount.getReadOnly()).isTrue());
        assertThat(pod.getInitContainers()).isEmpty();
    }

    @Test
    void aVolumeIsOnlyRead() {
        PodSpec pod = pod(job(Checks.of(MigrationSource.volume("files", "db/migrations")), true));

        assertThat(volume(pod).getPersistentVolumeClaim().getClaimName()).isEqualTo("files");
        assertThat(volume(pod).getPersistentVolumeClaim().getReadOnly()).isTrue();
        assertThat(analysis(pod).getArgs()).endsWith("--", "db/migrations");
    }

    @Test
    void anImageIsMountedWhereThatIsPossible() {
        PodSpec pod = pod(job(Checks.of(IMAGE), true));

        assertThat(volume(pod).getImage().getReference()).isEqualTo("shop/orders:1.4.2");
        assertThat(volume(pod).getImage().getPullPolicy()).isEqualTo("IfNotPresent");
        assertThat(analysis(pod).getArgs()).endsWith("--", "app/db/migrations");
        assertThat(pod.getInitContainers()).isEmpty();
    }

    @Test
    void elsewhereAnImageCopiesItsFilesByItself() {
        PodSpec pod = pod(job(Checks.of(IMAGE), false));

        assertThat(volume(pod).getEmptyDir().getSizeLimit()).isEqualTo(new Quantity("256Mi"));
        assertThat(pod.getInitContainers()).singleElement().satisfies(copy -> {
            assertThat(copy.getImage()).isEqualTo("shop/orders:1.4.2");
            assertThat(copy.getCommand()).containsExactly("cp", "-R", "/app/db/migrations", "/migrations/");
        });
        assertThat(analysis(pod).getArgs()).endsWith("--", "migrations");
        assertThat(analysis(pod).getVolumeMounts())
                .filteredOn(mount -> mount.getMountPath().equals("/migrations"))
                .singleElement()
                .satisfies(mount -> assertThat(mount.getReadOnly()).isTrue());
    }

    @Test
    void whatTheSpecSaysOfTheJobIsInIt() {
        MigrationCheck check = Checks.of(new MigrationCheckSpec(
                MigrationSource.configMap("migrations"),
                FailOn.NEVER,
                14,
                MigrationTool.GOLANG_MIGRATE,
                true,
                List.of(),
                null,
                4,
                Duration.ofSeconds(90),
                Duration.ofHours(1),
                new JobResources(new JobResources.Requests("1", "300Mi"), new JobResources.Limits("2", "1Gi")),
                List.of(new ObjectReference("registry")),
                null,
                null));

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
    void whatWasFoundEarlierIsAFileForTheAnalysisAlone() {
        MigrationCheckSpec plain = MigrationCheckSpec.of(MigrationSource.image("shop/orders:1.4.2", "/app/db"));
        MigrationCheck check = Checks.of(new MigrationCheckSpec(
                plain.source(),
                plain.failOn(),
                plain.postgresVersion(),
                plain.tool(),
                plain.noTransaction(),
                plain.rules(),
                plain.revision(),
                plain.backoffLimit(),
                plain.deadline(),
                plain.ttl(),
                plain.resources(),
                plain.imagePullSecrets(),
                plain.databaseCluster(),
                MigrationBaseline.of("known", "found.json")));

        PodSpec pod = pod(job(check, false));

        List<String> arguments = analysis(pod).getArgs();
        String file = arguments.get(arguments.indexOf("--baseline") + 1);
        Volume volume = pod.getVolumes().stream()
                .filter(one -> one.getName().equals("baseline"))
                .findFirst()
                .orElseThrow();
        assertThat(volume.getConfigMap().getName()).isEqualTo("known");
        assertThat(volume.getConfigMap().getItems()).singleElement().satisfies(item -> {
            assertThat(item.getKey()).isEqualTo("found.json");
            assertThat(file).endsWith("/" + item.getPath());
        });
        assertThat(analysis(pod).getVolumeMounts()).anySatisfy(mount -> {
            assertThat(mount.getName()).isEqualTo("baseline");
            assertThat(file).startsWith(mount.getMountPath() + "/");
            assertThat(mount.getReadOnly()).isTrue();
        });
        assertThat(pod.getInitContainers())
                .singleElement()
                .satisfies(copy -> assertThat(copy.getVolumeMounts())
                        .noneMatch(mount -> mount.getName().equals("baseline")));
        assertThat(analysis(pod(job(Checks.of(IMAGE), false))).getArgs()).doesNotContain("--baseline");
    }

    @Test
    void theConfigurationComesAsAFile() throws Exception {
        MigrationCheckSpec plain = MigrationCheckSpec.of(MigrationSource.configMap("migrations"));
        var rule = new RuleSetting("drop-column", RuleSetting.Severity.IGNORE, "Nobody reads it.");
        MigrationCheck check = Checks.of(new MigrationCheckSpec(
                plain.source(),
                plain.failOn(),
                14,
                MigrationTool.GOLANG_MIGRATE,
                true,
                List.of(rule, new RuleSetting("drop-table", RuleSetting.Severity.MEDIUM, null)),
                null,
                1,
                plain.deadline(),
                plain.ttl(),
                plain.resources(),
                List.of(),
                null,
                null));

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

    @Test
    void whatIsSaidOfAllPodsIsInEach() {
        Checks.Settings defaults = Checks.Settings.defaults();
        JobPod common = JobPod.parse("""
                {"imagePullSecrets": [{"name": "registry"}, {"name": "mine"}],
                 "nodeSelector": {"kubernetes.io/arch": "amd64"},
                 "tolerations": [{"key": "dedicated", "operator": "Exists", "tolerationSeconds": 6000000}],
                 "priorityClassName": "low"}
                """);
        var settings = new Checks.Settings(
                true,
                defaults.image(),
                defaults.imagePullPolicy(),
                defaults.command(),
                defaults.runAsUser(),
                Optional.of(common),
                defaults.imageVolumes());
        MigrationCheckSpec plain = MigrationCheckSpec.of(MigrationSource.configMap("migrations"));
        MigrationCheck check = Checks.of(new MigrationCheckSpec(
                plain.source(),
                plain.failOn(),
                plain.postgresVersion(),
                plain.tool(),
                plain.noTransaction(),
                plain.rules(),
                plain.revision(),
                plain.backoffLimit(),
                plain.deadline(),
                plain.ttl(),
                plain.resources(),
                List.of(new ObjectReference("mine")),
                null,
                null));

        PodSpec pod = pod(AnalysisJob.of(check, "job", "abc", settings, true, null));

        assertThat(pod.getImagePullSecrets()).extracting("name").containsExactly("mine", "registry");
        assertThat(pod.getNodeSelector()).isEqualTo(Map.of("kubernetes.io/arch", "amd64"));
        assertThat(pod.getTolerations()).singleElement().satisfies(toleration -> {
            assertThat(toleration.getKey()).isEqualTo("dedicated");
            assertThat(toleration.getTolerationSeconds()).isEqualTo(6_000_000);
        });
        assertThat(pod.getPriorityClassName()).isEqualTo("low");
    }

    @Test
    void whereNothingIsSaidOfPodsTheClusterDecides() {
        PodSpec pod = pod(job(Checks.ofConfigMap(), true));

        assertThat(JobPod.parse("{}")).isEqualTo(JobPod.PLAIN);
        assertThat(pod.getImagePullSecrets()).isEmpty();
        assertThat(pod.getNodeSelector()).isEmpty();
        assertThat(pod.getTolerations()).isEmpty();
        assertThat(pod.getPriorityClassName()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nodeSelector", "{\"nodeSelectors\": {}}", "{\"tolerations\": {}}", "[]"})
    void whatIsNotUnderstoodOfPodsIsRefused(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobPod.parse(json))
                .withMessageStartingWith("expected JSON with imagePullSecrets, nodeSelector, tolerations and priority");
    }

    @Test
    void theDatabasesSecretsComeAsFilesToTheAnalysisOnly() {
        DatabaseClusterSpec plain = DatabaseClusterSpec.of(
                "shop $(PATH)",
                new Credentials("monitor", "name", "word"),
                Member.of("a", "db-a.example.com", 5432),
                List.of());
        var cluster = new DatabaseCluster();
        cluster.setSpec(new DatabaseClusterSpec(
                plain.database(),
                plain.credentials(),
                new Tls(Tls.Mode.VERIFY_CA, new Tls.CaSecret("authority", "ca.pem"), null),
                plain.primary(),
                plain.replicas(),
                null,
                plain.probe(),
                plain.lag(),
                plain.routing(),
                plain.endpoints(),
                false));

        PodSpec pod = pod(AnalysisJob.of(
                Checks.of(IMAGE), "job", "abc", Checks.Settings.defaults(), false, CatalogAccess.of(cluster)));

        assertThat(analysis(pod).getArgs())
                .containsSubsequence(
                        "--catalog",
                        "postgresql://db-a.example.com:5432/shop%20%24%28PATH%29?sslmode=verify-ca"
                                + "&sslrootcert=/etc/sluice-catalog/ca.crt",
                        "--catalog-user-file",
                        "/etc/sluice-catalog/user",
                        "--catalog-password-file",
                        "/etc/sluice-catalog/password",
                        "--");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getProjected() != null)
                .singleElement()
                .satisfies(volume -> assertThat(volume.getProjected().getSources())
                        .extracting(source -> source.getSecret().getName() + " "
                                + source.getSecret().getItems().get(0).getKey() + " "
                                + source.getSecret().getItems().get(0).getPath())
                        .containsExactly("monitor name user", "monitor word password", "authority ca.pem ca.crt"));
        assertThat(pod.getInitContainers())
                .singleElement()
                .satisfies(copy -> assertThat(copy.getVolumeMounts())
                        .extracting("mountPath")
                        .containsExactly("/migrations"));
        assertThat(analysis(pod).getVolumeMounts()).extracting("mountPath").contains("/etc/sluice-catalog");
        assertThat(pod.getSecurityContext().getFsGroup()).isEqualTo(65532);
        assertThat(pod(job(Checks.ofConfigMap(), true)).getSecurityContext().getFsGroup())
                .isNull();
    }

    private static Job job(MigrationCheck check, boolean imageVolumes) {
        return AnalysisJob.of(check, "job", "abc", Checks.Settings.defaults(), imageVolumes, null);
    }

    private static PodSpec pod(Job job) {
        return job.getSpec().getTemplate().getSpec();
    }

    private static Container analysis(PodSpec pod) {
        assertThat(pod.getContainers()).hasSize(1);
        return pod.getContainers().get(0);
    }

    private static Volume volume(PodSpec pod) {
        return pod.getVolumes().stream()
                .filter(volume -> volume.getName().equals("migrations"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .toList();
    }
}
