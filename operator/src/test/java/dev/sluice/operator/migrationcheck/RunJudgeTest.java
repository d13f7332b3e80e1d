package dev.sluice.operator.migrationcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunJudgeTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aJobThatHasJustBegunIsActive() {
        assertThat(RunJudge.of(job(), List.of(), null, NOON.plusSeconds(5))).isEqualTo(new RunState.Active());
        assertThat(RunJudge.of(job(), List.of(pod(running())), null, NOON.plusSeconds(300)))
                .isEqualTo(new RunState.Active());
    }

    @Test
    void aJobWithoutAPodIsStuckAfterAWhile() {
        RunState state = RunJudge.of(job(), List.of(), null, NOON.plusSeconds(30));

        assertThat(state).isInstanceOfSatisfying(RunState.Stuck.class, stuck -> {
            assertThat(stuck.trouble().reason()).isEqualTo("NoPod");
            assertThat(stuck.trouble().message()).contains("kubectl --namespace shop describe job orders-1");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "InvalidImageName"})
    void anImageThatIsNotPulledIsNamed(String reason) {
        RunState state = RunJudge.of(job(), List.of(pod(waiting("analysis", reason, "no such host"))), null, NOON);

        assertThat(state).isInstanceOfSatisfying(RunState.Stuck.class, stuck -> {
            assertThat(stuck.trouble().reason()).isEqualTo("ImageNotPulled");
            assertThat(stuck.trouble().message()).contains("shop:1").contains("no such host");
        });
    }

    @Test
    void aContainerThatIsBeingMadeIsNoTrouble() {
        assertThat(RunJudge.of(job(), List.of(pod(waiting("analysis", "ContainerCreating", null))), null, NOON))
                .isEqualTo(new RunState.Active());
        assertThat(RunJudge.of(job(), List.of(pod(waiting("analysis", "PodInitializing", null))), null, NOON))
                .isEqualTo(new RunState.Active());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "failed to create containerd task: exec: \"cp\": executable file not found in $PATH",
                "container create failed: executable file `cp` not found in $PATH: No such file or directory"
            })
    void anImageWithoutCpIsSaidWhetherTheKubeletTriesAgainOrNot(String message) {
        Pod waiting = pod(initialised(waiting("copy", "CreateContainerError", message)));
        Pod ended = pod(initialised(terminated("copy", 128, "StartError", message)));

        assertThat(RunJudge.of(job(), List.of(waiting), null, NOON))
                .isInstanceOfSatisfying(
                        RunState.Stuck.class,
                        stuck -> assertThat(stuck.trouble().reason()).isEqualTo("ImageHasNoCp"));
        assertThat(failure(ended)).isEqualTo("ImageHasNoCp");
    }

    @Test
    void filesThatAreNotInTheImageAreAMissingSource() {
        Pod pod = pod(
                initialised(terminated("copy", 1, "Error", "cp: cannot stat '/app/db': No such file or directory")));

        assertThat(failure(pod)).isEqualTo("SourceMissing");
    }

    @ParameterizedTest
    @CsvSource({
        "137, OOMKilled, OutOfMemory",
        "137, Error, AnalysisFailed",
        "2, Error, InputRejected",
        "1, Error, AnalysisFailed",
        "3, Error, AnalysisFailed",
        "128, StartError, ContainerNotStarted"
    })
    void anEndIsReadByCodeAndReason(int code, String reason, String expected) {
        assertThat(failure(pod(failed(terminated("analysis", code, reason, "what it said")))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "137, OOMKilled, ''",
        "3, Error, 'Terminating due to java.lang.OutOfMemoryError: Java heap space'",
        "128, StartError, 'runc create failed: container init was OOM-killed (memory limit too low?)'"
    })
    void tooLittleMemoryIsSaidInWhateverWayItShows(int code, String reason, String message) {
        assertThat(failure(pod(failed(terminated("analysis", code, reason, message)))))
                .isEqualTo("OutOfMemory");
    }

    @Test
    void theLatestPodSaysWhy() {
        Pod first = pod("2026-03-01T12:00:01Z", failed(terminated("analysis", 137, "OOMKilled", null)));
        Pod second = pod("2026-03-01T12:00:09Z", failed(terminated("analysis", 2, "Error", null)));

        assertThat(failure(second, first)).isEqualTo("InputRejected");
    }

    @Test
    void anEvictedPodIsNamed() {
        PodStatus evicted = new PodStatusBuilder()
                .withPhase("Failed")
                .withReason("Evicted")
                .withMessage("The node was low on resource: ephemeral-storage.")
                .build();

        assertThat(failure(pod(evicted))).isEqualTo("PodEvicted");
    }

    @Test
    void withoutAPodTheJobsOwnWordIsTaken() {
        assertThat(failure()).isEqualTo("JobFailed");
    }

    @Test
    void aDeadlineIsBlamedOnlyWhenNothingWasInTheWay() {
        Job late = job("Failed", "DeadlineExceeded");
        Trouble before = new Trouble("Unschedulable", "No node takes the pod.");

        assertThat(RunJudge.of(late, List.of(), null, NOON)).isInstanceOfSatisfying(RunState.Failed.class, failed -> {
            assertThat(failed.trouble().reason()).isEqualTo("DeadlineExceeded");
            assertThat(failed.trouble().message()).contains("5m").contains("spec.deadline");
        });
        assertThat(RunJudge.of(late, List.of(), before, NOON)).isInstanceOfSatisfying(RunState.Failed.class, failed -> {
            assertThat(failed.trouble().reason()).isEqualTo("Unschedulable");
            assertThat(failed.trouble().message()).contains("5m").contains("No node takes the pod.");
        });
    }

    @Test
    void whatWasInTheWayIsKeptWhileThePodsAreEnded() {
        Trouble before = new Trouble("ImageNotPulled", "The image cannot be pulled.");
        Pod ended = new PodBuilder(
                        pod(new PodStatusBuilder().withPhase("Pending").build()))
                .editMetadata()
                .withDeletionTimestamp("2026-03-01T12:05:00Z")
                .endMetadata()
                .build();

        assertThat(RunJudge.of(job(), List.of(ended), before, NOON)).isEqualTo(new RunState.Stuck(before));
        assertThat(RunJudge.of(job("FailureTarget", "DeadlineExceeded"), List.of(), before, NOON))
                .isEqualTo(new RunState.Stuck(before));
        assertThat(RunJudge.of(job("FailureTarget", "DeadlineExceeded"), List.of(ended), null, NOON))
                .isEqualTo(new RunState.Active());
    }

    @Test
    void thePodThatHasSucceededHasTheReport() {
        Pod failed = pod("2026-03-01T12:00:01Z", failed(terminated("analysis", 137, "OOMKilled", null)));
        Pod succeeded = new PodBuilder(pod(
                        "2026-03-01T12:00:09Z",
                        new PodStatusBuilder().withPhase("Succeeded").build()))
                .editMetadata()
                .withName("orders-1-second")
                .endMetadata()
                .build();

        assertThat(RunJudge.of(job("Complete", "CompletionsReached"), List.of(failed, succeeded), null, NOON))
                .isEqualTo(new RunState.Succeeded("orders-1-second", ""));
        assertThat(RunJudge.of(job("Complete", "CompletionsReached"), List.of(), null, NOON))
                .isInstanceOfSatisfying(
                        RunState.Failed.class,
                        gone -> assertThat(gone.trouble().reason()).isEqualTo("PodDeleted"));
    }

    @Test
    void whatTheAnalysisHasLeftIsKnownWithoutItsLog() {
        PodStatus status = new PodStatusBuilder(failed(terminated("analysis", 0, "Completed", "Risk high: 1 high.\n")))
                .withPhase("Succeeded")
                .build();

        assertThat(RunJudge.of(
                        job("Complete", "CompletionsReached"),
                        List.of(pod("2026-03-01T12:00:01Z", status)),
                        null,
                        NOON))
                .isInstanceOfSatisfying(
                        RunState.Succeeded.class,
                        ended -> assertThat(ended.summary()).isEqualTo("Risk high: 1 high."));
    }

    private static String failure(Pod... pods) {
        RunState state = RunJudge.of(job("Failed", "BackoffLimitExceeded"), List.of(pods), null, NOON);
        assertThat(state).isInstanceOf(RunState.Failed.class);
        return ((RunState.Failed) state).trouble().reason();
    }

    private static Job job() {
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace("shop")
                .withName("orders-1")
                .withCreationTimestamp(NOON.toString())
                .endMetadata()
                .withNewSpec()
                .withActiveDeadlineSeconds(300L)
                .endSpec()
                .build();
    }

    private static Job job(String condition, String reason) {
        return new JobBuilder(job())
                .withNewStatus()
                .addNewCondition()
                .withType(condition)
                .withStatus("True")
                .withReason(reason)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod pod(PodStatus status) {
        return pod("2026-03-01T12:00:01Z", status);
    }

    private static Pod pod(String created, PodStatus status) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("orders-1-first")
                .withCreationTimestamp(created)
                .endMetadata()
                .withStatus(status)
                .build();
    }

    private static PodStatus running() {
        return new PodStatusBuilder().withPhase("Running").build();
    }

    private static PodStatus waiting(String container, String reason, @Nullable String message) {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .addToContainerStatuses(container(container)
                        .withNewState()
                        .withNewWaiting(message, reason)
                        .endState()
                        .build())
                .build();
    }

    private static PodStatus failed(ContainerStatus container) {
        return new PodStatusBuilder()
                .withPhase("Failed")
                .addToContainerStatuses(container)
                .build();
    }

    private static PodStatus initialised(ContainerStatus container) {
        return new PodStatusBuilder()
                .withPhase("Pending")
                .addToInitContainerStatuses(container)
                .build();
    }

    private static PodStatus initialised(PodStatus status) {
        return initialised(status.getContainerStatuses().get(0));
    }

    private static ContainerStatus terminated(String name, int code, String reason, @Nullable String message) {
        return container(name)
                .withNewState()
                .withNewTerminated()
                .withExitCode(code)
                .withReason(reason)
                .withMessage(message)
                .endTerminated()
                .endState()
                .build();
    }

    private static ContainerStatusBuilder container(String name) {
        return new ContainerStatusBuilder().withName(name).withImage("shop:1");
    }
}
