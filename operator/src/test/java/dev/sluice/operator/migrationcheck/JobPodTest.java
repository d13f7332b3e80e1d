package dev.sluice.operator.migrationcheck;

import static dev.sluice.operator.migrationcheck.JobParts.job;
import static dev.sluice.operator.migrationcheck.JobParts.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.api.v1alpha1.MigrationCheck;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of the pods of all checks. */
class JobPodTest {

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
        MigrationCheck check = Checks.ofSpec("""
                source: {configMap: {name: migrations}}
                imagePullSecrets: [{name: mine}]
                """);

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
}
