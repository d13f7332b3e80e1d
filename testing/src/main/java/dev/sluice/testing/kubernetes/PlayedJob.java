package dev.sluice.testing.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * A Job with one container whose controller, scheduler and kubelet are played, since none of them runs beside the API
 * server: it makes the pod of the Job's template, which the API server admits or refuses as any other, and writes what
 * they would of it. What the pod has printed is served by a {@link LogNode}. Not safe for use by several threads.
 */
public final class PlayedJob {

    /** How many seconds ago each Job has begun: before whatever is played of it. */
    private static final int BEGUN = 605;

    private final KubernetesClient client;
    private final LogNode node;
    private final String namespace;
    private final String name;
    private String summary = "";

    /**
     * A Job that is there.
     *
     * @param node where its pod is
     */
    public PlayedJob(KubernetesClient client, LogNode node, String namespace, String name) {
        this.client = client;
        this.node = node;
        this.namespace = namespace;
        this.name = name;
    }

    /** The Job's name. */
    public String name() {
        return name;
    }

    /** The Job as it is now. */
    public Job job() {
        Job job =
                client.batch().v1().jobs().inNamespace(namespace).withName(name).get();
        if (job == null) {
            throw new IllegalStateException("there is no Job " + namespace + "/" + name);
        }
        return job;
    }

    private Container container() {
        return job().getSpec().getTemplate().getSpec().getContainers().get(0);
    }

    /** The Job controller makes its pod, and the scheduler places it. */
    public PlayedJob podIsMade() {
        Job job = job();
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(pod())
                        .withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
                        .addToLabels(Map.of("batch.kubernetes.io/job-name", name))
                        .endMetadata()
                        .withSpec(job.getSpec().getTemplate().getSpec())
                        .editSpec()
                        .withNodeName(node.name())
                        .endSpec()
                        .build())
                .create();
        jobStatus(
                new JobStatusBuilder().withActive(1).withStartTime(time(BEGUN)).build());
        return this;
    }

    /** The kubelet cannot start the container. */
    public PlayedJob containerWaits(String reason, String message) {
        podStatus(new PodStatusBuilder()
                .withPhase("Pending")
                .addToContainerStatuses(new ContainerStatusBuilder()
                        .withName(container().getName())
                        .withImage(container().getImage())
                        .withImageID("")
                        .withReady(false)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewWaiting(message, reason)
                        .endState()
                        .build())
                .build());
        return this;
    }

    /** The scheduler finds no node. */
    public PlayedJob isUnschedulable(String message) {
        podStatus(new PodStatusBuilder()
                .withPhase("Pending")
                .addToConditions(new PodConditionBuilder()
                        .withType("PodScheduled")
                        .withStatus("False")
                        .withReason("Unschedulable")
                        .withMessage(message)
                        .build())
                .build());
        return this;
    }

    /** The container has ended. */
    public PlayedJob containerEnds(int code, String reason, String message) {
        podStatus(new PodStatusBuilder()
                .withPhase(code == 0 ? "Succeeded" : "Failed")
                .addToContainerStatuses(new ContainerStatusBuilder()
                        .withName(container().getName())
                        .withImage(container().getImage())
                        .withImageID("")
                        .withReady(false)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewTerminated()
                        .withExitCode(code)
                        .withReason(reason)
                        .withMessage(message)
                        .endTerminated()
                        .endState()
                        .build())
                .build());
        return this;
    }

    /** What the container has printed until now. */
    public PlayedJob prints(String log) {
        node.print(namespace, pod(), container().getName(), log.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** What its container writes as its termination message when it succeeds. */
    public PlayedJob leaves(String message) {
        summary = message;
        return this;
    }

    /** All went well, so many seconds ago, ten minutes at most. */
    public void succeeds(int secondsAgo) {
        containerEnds(0, "Completed", summary);
        jobStatus(new JobStatusBuilder()
                .withStartTime(time(BEGUN))
                .withCompletionTime(time(secondsAgo))
                .withSucceeded(1)
                .addToConditions(condition("SuccessCriteriaMet", "CompletionsReached", ""))
                .addToConditions(condition("Complete", "CompletionsReached", ""))
                .build());
    }

    /** The Job controller gives up. */
    public void fails(String reason, String message) {
        jobStatus(new JobStatusBuilder()
                .withStartTime(time(BEGUN))
                .withFailed(1)
                .addToConditions(condition("FailureTarget", reason, message))
                .addToConditions(condition("Failed", reason, message))
                .build());
    }

    /** As it does when a deadline has passed. */
    public void podIsDeleted() {
        client.pods().inNamespace(namespace).withName(pod()).withGracePeriod(0).delete();
    }

    private String pod() {
        return name + "-x1y2z";
    }

    private static JobCondition condition(String type, String reason, String message) {
        return new JobConditionBuilder()
                .withType(type)
                .withStatus("True")
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(time(0))
                .withLastProbeTime(time(0))
                .build();
    }

    private void podStatus(PodStatus status) {
        client.pods()
                .inNamespace(namespace)
                .withName(pod())
                .editStatus(pod -> new PodBuilder(pod).withStatus(status).build());
    }

    private void jobStatus(JobStatus status) {
        client.batch().v1().jobs().inNamespace(namespace).withName(name).editStatus(job -> {
            // The API server takes a Job's start once.
            if (job.getStatus() != null && job.getStatus().getStartTime() != null) {
                status.setStartTime(job.getStatus().getStartTime());
            }
            return new JobBuilder(job).withStatus(status).build();
        });
    }

    private static String time(int secondsAgo) {
        return Instant.now()
                .minusSeconds(secondsAgo)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
