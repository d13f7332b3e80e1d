package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.MigrationCheck;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes Jobs, looks at them and at their pods, and lets them go. Keeps nothing. Thread-safe; blocks. */
@ApplicationScoped
class Jobs {

    /** The label that the Job controller gives to the pods of a Job. */
    private static final String JOB_LABEL = "batch.kubernetes.io/job-name";

    private static final Duration SOON = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final CheckSettings settings;

    Jobs(KubernetesClient client, CheckSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /**
     * Makes the Job of a run, unless it is there.
     *
     * @param catalog the live database that it asks; null for none
     * @throws KubernetesClientException when the API server refuses or does not answer
     */
    void begin(MigrationCheck check, String name, String inputs, @Nullable CatalogAccess catalog) {
        boolean needsVolume = check.getSpec().source().image() != null;
        boolean imageVolumes = needsVolume
                && ImageVolumeSupport.has(
                        settings.imageVolumes(),
                        settings.imageVolumes() == CheckSettings.ImageVolumes.AUTO
                                ? client.getKubernetesVersion()
                                : null);
        try {
            client.resource(AnalysisJob.of(check, name, inputs, settings, imageVolumes, catalog))
                    .create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || find(check, name) == null) {
                throw e;
            }
        }
    }

    /** A Job of this check; null when it is gone, or another one has its name. */
    @Nullable
    Job find(MigrationCheck check, String name) {
        Job job = job(check, name).get();
        boolean ours = job != null
                && job.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> Objects.equals(
                                owner.getUid(), check.getMetadata().getUid()));
        return ours ? job : null;
    }

    List<Pod> pods(MigrationCheck check, String name) {
        return client.pods()
                .inNamespace(check.getMetadata().getNamespace())
                .withLabel(JOB_LABEL, name)
                .list()
                .getItems();
    }

    /** Lets a Job that has ended stay for so long, with its pods. */
    void keepFor(MigrationCheck check, Job job, Duration ttl) {
        Integer wanted = Math.toIntExact(Math.max(1, ttl.toSeconds()));
        if (!wanted.equals(job.getSpec().getTtlSecondsAfterFinished())) {
            patch(check, job, "{\"spec\":{\"ttlSecondsAfterFinished\":" + wanted + "}}");
        }
    }

    /**
     * Ends a Job that nobody waits for any more. It is not deleted, for which the operator would need the right to delete
     * any Job: its deadline is set to now.
     */
    void giveUp(MigrationCheck check, String name) {
        Job job = find(check, name);
        if (job != null && job.getSpec().getTtlSecondsAfterFinished() == null) {
            patch(
                    check,
                    job,
                    "{\"spec\":{\"activeDeadlineSeconds\":" + SOON.toSeconds() + ",\"ttlSecondsAfterFinished\":"
                            + SOON.toSeconds() + "}}");
        }
    }

    private void patch(MigrationCheck check, Job job, String change) {
        job(check, job.getMetadata().getName()).patch(PatchContext.of(PatchType.JSON_MERGE), change);
    }

    private ScalableResource<Job> job(MigrationCheck check, String name) {
        return client.batch()
                .v1()
                .jobs()
                .inNamespace(check.getMetadata().getNamespace())
                .withName(name);
    }
}
