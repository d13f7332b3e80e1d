package dev.sluice.operator.migrationcheck;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with a pod, by what the scheduler and the kubelet say of it. Pure. */
final class PodTroubles {

    private static final int KILLED = 137;
    private static final int MOST_QUOTED = 700;

    /** How runc and crun say that there is no such program. */
    private static final Pattern NO_CP = Pattern.compile("[\"'`]cp[\"'`]");

    /** The kubelet's words for an image that it does not get (kubernetes/kubernetes: pkg/kubelet/images/types.go). */
    private static final Set<String> NOT_PULLED = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "ErrImageNeverPull",
            "InvalidImageName",
            "ImageInspectError",
            "RegistryUnavailable",
            "SignatureValidationFailed");

    /** Its words for a container that cannot be started. */
    private static final Set<String> NOT_STARTED = Set.of(
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError",
            "PreCreateHookError",
            "PostStartHookError");

    /** Those of the runtime, when the program itself cannot be run. */
    private static final Set<String> NOT_RUN = Set.of("StartError", "ContainerCannotRun");

    private PodTroubles() {}

    /** What keeps a pod from going on; empty when nothing does. */
    static Optional<Trouble> waiting(Pod pod) {
        PodStatus status = pod.getStatus();
        if (status == null) {
            return Optional.empty();
        }
        return containers(status)
                .flatMap(container -> waiting(container).stream())
                .findFirst()
                .or(() -> unscheduled(status));
    }

    /** Why a pod has failed; empty when it has not. */
    static Optional<Trouble> failure(Pod pod) {
        PodStatus status = pod.getStatus();
        if (status == null) {
            return Optional.empty();
        }
        Optional<Trouble> byContainer = containers(status)
                .flatMap(container -> terminated(container).stream())
                .findFirst();
        if (byContainer.isPresent() || status.getReason() == null || !"Failed".equals(status.getPhase())) {
            return byContainer;
        }
        return Optional.of(new Trouble(
                "Evicted".equals(status.getReason()) ? "PodEvicted" : "PodFailed",
                "Pod " + pod.getMetadata().getName() + " has failed (" + status.getReason() + ")"
                        + quoted(status.getMessage())));
    }

    /** What the analysis has left when it ended, in one line; empty without that. */
    static String lastWords(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(container -> AnalysisJob.CONTAINER.equals(container.getName()))
                .map(ContainerStatus::getState)
                .filter(state -> state != null
                        && state.getTerminated() != null
                        && state.getTerminated().getMessage() != null)
                .map(state -> state.getTerminated().getMessage().strip())
                .map(words -> words.length() <= MOST_QUOTED ? words : words.substring(0, MOST_QUOTED) + "…")
                .findFirst()
                .orElse("");
    }

    private static Stream<ContainerStatus> containers(PodStatus status) {
        return Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream());
    }

    private static Optional<Trouble> waiting(ContainerStatus container) {
        ContainerState state = container.getState();
        ContainerStateWaiting waiting = state == null ? null : state.getWaiting();
        if (waiting == null || waiting.getReason() == null) {
            return Optional.empty();
        }
        if (NOT_PULLED.contains(waiting.getReason())) {
            return Optional.of(new Trouble(
                    "ImageNotPulled",
                    "Container \"" + container.getName() + "\" (image \"" + container.getImage()
                            + "\") waits for an image (" + waiting.getReason() + ")" + quoted(waiting.getMessage())
                            + " Correct its name, or name its registry's credentials in spec.imagePullSecrets."));
        }
        return NOT_STARTED.contains(waiting.getReason())
                ? Optional.of(notStarted(container, waiting.getReason(), waiting.getMessage()))
                : Optional.empty();
    }

    private static Optional<Trouble> unscheduled(PodStatus status) {
        return status.getConditions().stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .findFirst()
                .map(condition -> {
                    String message = condition.getMessage() == null ? "" : condition.getMessage();
                    boolean noClaim = message.contains("persistentvolumeclaim") && message.contains("not found");
                    return noClaim
                            ? new Trouble(
                                    "SourceMissing",
                                    "The PersistentVolumeClaim is not there" + quoted(message)
                                            + " Create it, or correct spec.source.persistentVolumeClaim.claimName.")
                            : new Trouble("Unschedulable", "No node takes the pod" + quoted(message));
                });
    }

    private static Optional<Trouble> terminated(ContainerStatus container) {
        ContainerState state = container.getState();
        ContainerStateTerminated end = state == null ? null : state.getTerminated();
        if (end == null || end.getExitCode() == null || end.getExitCode() == 0) {
            return Optional.empty();
        }
        if (isOutOfMemory(end)) {
            return Optional.of(new Trouble(
                    "OutOfMemory",
                    "Container \"" + container.getName()
                            + "\" needs more memory than spec.resources.limits.memory. Raise it, or split the"
                            + " migrations."));
        }
        if (isNotRun(end)) {
            return Optional.of(notStarted(container, end.getReason(), end.getMessage()));
        }
        if (SourceVolume.COPY.equals(container.getName())) {
            return Optional.of(new Trouble(
                    "SourceMissing",
                    "The files could not be copied out of image \"" + container.getImage() + "\""
                            + quoted(end.getMessage())
                            + " Correct spec.source.image.path; the files must be readable by the pod's user."));
        }
        if (end.getExitCode() == AnalysisCommand.MISUSED) {
            return Optional.of(
                    new Trouble("InputRejected", "The migrations could not be checked" + quoted(end.getMessage())));
        }
        if (end.getExitCode() == AnalysisCommand.NO_DATABASE) {
            return Optional.of(new Trouble(
                    "DatabaseUnreadable",
                    "The database could not be asked" + quoted(end.getMessage())
                            + " See the DatabaseCluster that spec.databaseCluster names, and whether pods of this"
                            + " namespace reach it; without spec.databaseCluster it is judged without sizes."));
        }
        String how = end.getExitCode() == KILLED ? " was killed" : " has ended with code " + end.getExitCode();
        return Optional.of(new Trouble(
                "AnalysisFailed", "Container \"" + container.getName() + "\"" + how + quoted(end.getMessage())));
    }

    // Killed by the kernel, ended by the Java runtime, or too small for the container runtime itself.
    private static boolean isOutOfMemory(ContainerStateTerminated end) {
        String message = end.getMessage() == null ? "" : end.getMessage();
        return "OOMKilled".equals(end.getReason())
                || message.contains("OutOfMemoryError")
                || (isNotRun(end) && message.contains("OOM"));
    }

    private static boolean isNotRun(ContainerStateTerminated end) {
        return end.getReason() != null && NOT_RUN.contains(end.getReason());
    }

    private static Trouble notStarted(ContainerStatus container, String reason, @Nullable String message) {
        if (SourceVolume.COPY.equals(container.getName())
                && message != null
                && NO_CP.matcher(message).find()) {
            return new Trouble(
                    "ImageHasNoCp",
                    "Image \"" + container.getImage() + "\" has no program \"cp\" to copy the migrations with, and this"
                            + " cluster does not mount images as volumes (Kubernetes from 1.35 on does). Add one to the"
                            + " image, or bring the migrations by a ConfigMap or a volume.");
        }
        return new Trouble(
                "ContainerNotStarted",
                "Container \"" + container.getName() + "\" is not started (" + reason + ")" + quoted(message));
    }

    private static String quoted(@Nullable String message) {
        if (message == null || message.isBlank()) {
            return ".";
        }
        String text = message.strip();
        String end = text.length() <= MOST_QUOTED ? text : "…" + text.substring(text.length() - MOST_QUOTED);
        return ": " + end + (end.endsWith(".") ? "" : ".");
    }
}
