package dev.sluice.operator.migrationcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.MigrationCheck;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;

/** A Job, and its parts that tests look at. */
final class JobParts {

    private JobParts() {}

    static Job job(MigrationCheck check, boolean imageVolumes) {
        return AnalysisJob.of(check, "job", "abc", Checks.Settings.defaults(), imageVolumes, null);
    }

    static PodSpec pod(Job job) {
        return job.getSpec().getTemplate().getSpec();
    }

    static Container analysis(PodSpec pod) {
        assertThat(pod.getContainers()).hasSize(1);
        return pod.getContainers().get(0);
    }
}
