package dev.sluice.routing.monitor;

import dev.sluice.routing.health.Reason;
import dev.sluice.routing.health.Verdict;
import dev.sluice.routing.monitor.Monitor.Surroundings;
import dev.sluice.routing.rotation.Rotation;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One round of checks: the writer first, because a replica's lag is measured against a position that was read before;
 * then the replicas in use, side by side. Without a primary all endpoints are asked, for one that has been promoted.
 */
final class Round {

    // One write in flight must not look like the whole time since the last round.
    private static final int LOOKS = 4;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(40);
    private static final Set<Reason> BEHIND =
            Set.of(Reason.LagTime, Reason.LagBytes, Reason.LagUnbounded, Reason.ReplayPaused);

    private final Askers askers;
    private final Assessor assessor;
    private final Duration timeout;
    private final Surroundings around;

    Round(Askers askers, Assessor assessor, Duration timeout, Surroundings around) {
        this.askers = askers;
        this.assessor = assessor;
        this.timeout = timeout;
        this.around = around;
    }

    /** Asks; blocks for at most about three timeouts. */
    Map<Endpoint, Answer> run(Rotation rotation) {
        Map<Endpoint, Answer> answers = new LinkedHashMap<>();
        Endpoint writer = rotation.writer().orElse(null);
        Answer first = writer == null ? null : ask(writer);
        if (writer != null && first != null) {
            answers.put(writer, first);
        }
        assessor.writerAnswered(writer, first, rotation.baseline());
        boolean missing = Assessor.isWriterMissing(first, rotation.baseline());
        List<Endpoint> others = rotation.topology().endpoints().stream()
                .filter(e -> !e.equals(writer) && (missing || rotation.wanted(e)))
                .toList();
        answers.putAll(askAll(others, rotation));
        return answers;
    }

    private Map<Endpoint, Answer> askAll(List<Endpoint> endpoints, Rotation rotation) {
        Map<Endpoint, CompletableFuture<Answer>> pending = new LinkedHashMap<>();
        endpoints.forEach(endpoint -> pending.put(endpoint, look(endpoint, rotation, LOOKS)));
        Map<Endpoint, Answer> answers = new LinkedHashMap<>();
        pending.forEach((endpoint, answer) -> answers.put(endpoint, answer.join()));
        return answers;
    }

    private CompletableFuture<Answer> look(Endpoint endpoint, Rotation rotation, int looks) {
        return CompletableFuture.supplyAsync(() -> ask(endpoint), around.executor())
                .thenCompose(answer -> looks > 1 && isBehind(endpoint, answer, rotation)
                        ? pause().thenCompose(waited -> look(endpoint, rotation, looks - 1))
                        : CompletableFuture.completedFuture(answer));
    }

    private CompletableFuture<Void> pause() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        var unused =
                around.scheduler().schedule(() -> over.complete(null), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        return over;
    }

    private boolean isBehind(Endpoint endpoint, Answer answer, Rotation rotation) {
        if (!(answer instanceof Answer.Given)) {
            return false;
        }
        Verdict verdict = assessor.verdict(endpoint, answer, rotation);
        return verdict.state() == EndpointState.LAGGING && BEHIND.contains(verdict.reason());
    }

    private Answer ask(Endpoint endpoint) {
        return askers.of(endpoint).ask(timeout);
    }
}
