package dev.sluice.routing.monitor;

import dev.sluice.routing.health.Reason;
import dev.sluice.routing.health.Verdict;
import dev.sluice.routing.rotation.Rotation;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One round of checks: the writer first, because a replica's lag is measured against a position that was read before;
 * then side by side the replicas in use and those that a read still waits for. Without a primary all endpoints are
 * asked, for one that has been promoted.
 */
final class Round {

    // One write in flight must not look like the whole time since the last round.
    private static final int LOOKS = 4;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(40);
    private static final Set<Reason> BEHIND =
            Set.of(Reason.LagTime, Reason.LagBytes, Reason.LagUnbounded, Reason.ReplayPaused);

    private final Askers askers;
    private final Assessor assessor;
    private final ReadsUnderWay reads;
    private final Terms terms;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * How endpoints are asked.
     *
     * @param timeout for each question
     * @param executor runs the questions, which block
     */
    record Terms(Duration timeout, Executor executor) {}

    Round(Askers askers, Assessor assessor, ReadsUnderWay reads, Terms terms) {
        this.askers = askers;
        this.assessor = assessor;
        this.reads = reads;
        this.terms = terms;
    }

    /** Ends the patience of a round that runs. */
    void close() {
        closed.countDown();
    }

    /**
     * Asks. Blocks for two timeouts where servers are silent, and at most for five where a replica that is behind answers
     * slowly.
     */
    Map<Endpoint, Answer> run(Rotation rotation) {
        Map<Endpoint, Answer> answers = new LinkedHashMap<>();
        Endpoint writer = rotation.writer().orElse(null);
        Answer first = writer == null ? null : ask(writer);
        if (writer != null && first != null) {
            answers.put(writer, first);
        }
        assessor.writerAnswered(writer, first, rotation);
        boolean missing = writer == null || Assessor.isWriterMissing(writer, first, rotation);
        List<Endpoint> others = rotation.topology().endpoints().stream()
                .filter(e -> !e.equals(writer) && (missing || rotation.wanted(e) || reads.at(e)))
                .toList();
        answers.putAll(askAll(others, rotation));
        return answers;
    }

    private Map<Endpoint, Answer> askAll(List<Endpoint> endpoints, Rotation rotation) {
        Map<Endpoint, CompletableFuture<Answer>> pending = new LinkedHashMap<>();
        endpoints.forEach(endpoint -> pending.put(
                endpoint, CompletableFuture.supplyAsync(() -> askPatiently(endpoint, rotation), terms.executor())));
        Map<Endpoint, Answer> answers = new LinkedHashMap<>();
        pending.forEach((endpoint, answer) -> answers.put(endpoint, answer.join()));
        return answers;
    }

    private Answer askPatiently(Endpoint endpoint, Rotation rotation) {
        Answer answer = ask(endpoint);
        for (int look = 1; look < LOOKS && isBehind(endpoint, answer, rotation) && pause(); look++) {
            answer = ask(endpoint);
        }
        return answer;
    }

    /** Waits for a moment; false when there is no time any more. */
    private boolean pause() {
        try {
            return !closed.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isBehind(Endpoint endpoint, Answer answer, Rotation rotation) {
        if (!(answer instanceof Answer.Given)) {
            return false;
        }
        Verdict verdict = assessor.verdict(endpoint, answer, rotation);
        return verdict.state() == EndpointState.LAGGING && BEHIND.contains(verdict.reason());
    }

    private Answer ask(Endpoint endpoint) {
        return askers.of(endpoint).ask(terms.timeout());
    }
}
