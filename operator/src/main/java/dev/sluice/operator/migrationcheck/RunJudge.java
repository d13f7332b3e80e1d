package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.DurationText;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells from a Job and its pods what has become of a run. Pure. */
final class RunJudge {

    /** So long a Job may be without a pod before that is told; the Job controller makes it within a second or so. */
    private static final Duration NO_POD_AFTER = Duration.ofSeconds(20);

    private RunJudge() {}

    /**
     * Judges.
     *
     * @param job as it is now
     * @param pods those of the Job that are still there
     * @param before what was in the way when it was looked at last, since the pods of a Job go when its deadline has passed
     * @param now the time
     */
    static RunState of(Job job, List<Pod> pods, @Nullable Trouble before, Instant now) {
        if (has(job, "Complete")) {
            return succeeded(pods)
                    .<RunState>map(
                            pod -> new RunState.Succeeded(pod.getMetadata().getName(), PodTroubles.lastWords(pod)))
                    .orElseGet(() -> new RunState.Failed(new Trouble(
                            "PodDeleted",
                            "The Job has succeeded, but its pod was deleted before the report was read. "
                                    + CheckConditions.RUN_AGAIN)));
        }
        Optional<JobCondition> failure = condition(job, "Failed");
        if (failure.isPresent()) {
            return new RunState.Failed(failure(job, failure.get(), pods, before));
        }
        if (before != null && isBeingEnded(job, pods)) {
            return new RunState.Stuck(before);
        }
        return stuck(job, pods, now).<RunState>map(RunState.Stuck::new).orElseGet(RunState.Active::new);
    }

    // Pods that are being ended no longer say what kept them.
    private static boolean isBeingEnded(Job job, List<Pod> pods) {
        boolean allGo = !pods.isEmpty()
                && pods.stream().allMatch(pod -> pod.getMetadata().getDeletionTimestamp() != null);
        return allGo || has(job, "FailureTarget");
    }

    private static Trouble failure(Job job, JobCondition condition, List<Pod> pods, @Nullable Trouble before) {
        if ("DeadlineExceeded".equals(condition.getReason())) {
            String limit = "The run has not ended within its deadline of " + deadline(job);
            return before == null
                    ? new Trouble("DeadlineExceeded", limit + ". Raise spec.deadline, or split the migrations.")
                    : new Trouble(before.reason(), limit + ". What was in the way: " + before.message());
        }
        return latest(pods)
                .flatMap(PodTroubles::failure)
                .orElseGet(() -> new Trouble(
                        "JobFailed",
                        "The Job has failed (" + condition.getReason() + ")"
                                + (condition.getMessage() == null ? "." : ": " + condition.getMessage() + ".")));
    }

    private static Optional<Trouble> stuck(Job job, List<Pod> pods, Instant now) {
        Optional<Trouble> waiting =
                pods.stream().flatMap(pod -> PodTroubles.waiting(pod).stream()).findFirst();
        if (waiting.isPresent() || !pods.isEmpty()) {
            return waiting;
        }
        Instant made = Instant.parse(job.getMetadata().getCreationTimestamp());
        return now.isBefore(made.plus(NO_POD_AFTER))
                ? Optional.empty()
                : Optional.of(new Trouble(
                        "NoPod",
                        "The Job has no pod: a quota, the namespace's pod security or a webhook refuses it, or no Job"
                                + " controller runs. See kubectl --namespace "
                                + job.getMetadata().getNamespace() + " describe job "
                                + job.getMetadata().getName() + "."));
    }

    private static Optional<Pod> succeeded(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getStatus() != null
                        && "Succeeded".equals(pod.getStatus().getPhase()))
                .findFirst();
    }

    private static Optional<Pod> latest(List<Pod> pods) {
        return pods.stream().max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()));
    }

    /** Whether the Job has ended, well or not. */
    static boolean hasEnded(Job job) {
        return has(job, "Complete") || has(job, "Failed");
    }

    private static boolean has(Job job, String type) {
        return condition(job, type).isPresent();
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return job.getStatus() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(condition -> type.equals(condition.getType()) && "True".equals(condition.getStatus()))
                        .findFirst();
    }

    private static String deadline(Job job) {
        Long seconds = job.getSpec().getActiveDeadlineSeconds();
        return seconds == null ? "none" : DurationText.format(Duration.ofSeconds(seconds));
    }
}
