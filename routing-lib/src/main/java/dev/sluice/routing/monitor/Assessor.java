package dev.sluice.routing.monitor;

import dev.sluice.routing.health.Reason;
import dev.sluice.routing.health.Standing;
import dev.sluice.routing.health.Verdict;
import dev.sluice.routing.replication.Lag;
import dev.sluice.routing.replication.LagMeter;
import dev.sluice.routing.replication.PrimaryHistory;
import dev.sluice.routing.replication.PrimarySample;
import dev.sluice.routing.replication.ServerFacts;
import dev.sluice.routing.rotation.Baseline;
import dev.sluice.routing.rotation.Rotation;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a round of answers. No I/O and no clock; keeps the primary's history between rounds. One round at a
 * time.
 */
final class Assessor {

    private static final Verdict UNPROVEN = new Verdict(
            EndpointState.LAGGING,
            Reason.OtherTimeline,
            "Another server was promoted, and whether this one follows it is not known yet: without pg_monitor the"
                    + " library's user may not see the receiver. Known when the document names the new timeline.");

    private final PrimaryHistory history = new PrimaryHistory();
    private @Nullable Source historyOf;
    private @Nullable PrimarySample sample;
    private boolean refused;
    private @Nullable ServerFacts primary;

    /** Which server's log a history is of, and which course of it. */
    private record Source(
            String address,
            @Nullable Integer timeline,
            @Nullable String systemIdentifier) {}

    /** Takes the writer's answer, before the replicas are asked; null when there is no writer or it was not asked. */
    void writerAnswered(@Nullable Endpoint writer, @Nullable Answer answer, Rotation rotation) {
        sample = null;
        refused = false;
        primary = null;
        if (writer == null || !(answer instanceof Answer.Given given) || !isPrimary(writer, given.facts(), rotation)) {
            return;
        }
        ServerFacts facts = given.facts();
        Source source = new Source(writer.address(), facts.timeline(), facts.systemIdentifier());
        if (!source.equals(historyOf)) {
            history.clear();
            historyOf = source;
        }
        refused = facts.hidesPosition();
        primary = facts;
        sample = PrimarySample.of(facts, given.at()).orElse(null);
        if (sample != null) {
            history.add(sample);
        }
    }

    /** What is held of a replica after its answer. */
    Verdict verdict(Endpoint replica, Answer answer, Rotation rotation) {
        if (answer instanceof Answer.Missing missing) {
            return new Verdict(
                    EndpointState.UNREACHABLE,
                    missing.failure().reason(),
                    missing.failure().message());
        }
        Answer.Given given = (Answer.Given) answer;
        ServerFacts facts = given.facts();
        if (!rotation.baseline().admits(facts.systemIdentifier())) {
            return Verdict.wrongRole(Standing.FOREIGN);
        }
        if (!facts.inRecovery()) {
            return Verdict.wrongRole(Standing.SECOND_PRIMARY);
        }
        if (mayFollowFormer(facts, rotation.topology().timeline())) {
            return UNPROVEN;
        }
        Lag lag = lag(facts, given.at());
        boolean restarted = primary != null && primary.hasJustStartedBefore(facts);
        return Verdict.replica(facts, lag, rotation.limits(replica), before(rotation.verdict(replica)), restarted);
    }

    /** The rotation after a round. */
    Rotation assess(Rotation before, Map<Endpoint, Answer> answers) {
        Optional<Endpoint> writer = before.writer();
        Rotation rotation = writer.isPresent() && answers.get(writer.get()) instanceof Answer.Given given
                ? before.hearing(writer.get(), said(given.facts()))
                : before;
        Map<String, Verdict> verdicts = new HashMap<>();
        answers.forEach((endpoint, answer) -> {
            if (writer.filter(endpoint::equals).isEmpty()) {
                verdicts.put(endpoint.address(), verdict(endpoint, answer, rotation));
            }
        });
        Rotation judged = rotation.judging(verdicts).withRivals(rivals(rotation, answers));
        if (writer.isPresent()
                && answers.get(writer.get()) instanceof Answer.Given given
                && isPrimary(writer.get(), given.facts(), rotation)) {
            Rotation good = judged.judging(Map.of(writer.get().address(), Verdict.primary()));
            return good.learning(learned(given.facts(), rotation.baseline()));
        }
        boolean demoted = writer.isPresent()
                && answers.get(writer.get()) instanceof Answer.Given given
                && given.facts().inRecovery();
        return successor(judged, answers, demoted || writer.isEmpty()).orElse(judged);
    }

    // One that is silent is held to be what it was.
    private static Set<String> rivals(Rotation rotation, Map<Endpoint, Answer> answers) {
        Optional<Endpoint> writer = rotation.writer();
        Integer reached = writer.isPresent()
                        && answers.get(writer.get()) instanceof Answer.Given given
                        && !given.facts().inRecovery()
                ? given.facts().timeline()
                : Integer.valueOf(rotation.timeline());
        Set<String> rivals = new HashSet<>(rotation.rivals());
        answers.forEach((endpoint, answer) -> {
            if (answer instanceof Answer.Given given) {
                if (writer.filter(endpoint::equals).isPresent()
                        || !isRival(given.facts(), reached, rotation.baseline())) {
                    rivals.remove(endpoint.address());
                } else {
                    rivals.add(endpoint.address());
                }
            }
        });
        return rivals;
    }

    private static boolean isRival(ServerFacts facts, @Nullable Integer reached, Baseline baseline) {
        return !facts.inRecovery()
                && baseline.admits(facts.systemIdentifier())
                && (facts.timeline() == null || reached == null || facts.timeline() >= reached);
    }

    /** Whether the answers hold no sign of the writer as a primary, so that all endpoints should be asked. */
    static boolean isWriterMissing(Endpoint writer, @Nullable Answer answer, Rotation rotation) {
        return !(answer instanceof Answer.Given given) || !isPrimary(writer, given.facts(), rotation);
    }

    /**
     * The one endpoint that has been promoted while the writer does not answer as a primary: out of recovery, of the same
     * database, on a timeline above all that is known. Two of them are a split brain, which the operator decides; so is what it has
     * refused.
     *
     * @param vacant whether it is certain that the writer is no primary, rather than that it is silent
     */
    private static Optional<Rotation> successor(Rotation rotation, Map<Endpoint, Answer> answers, boolean vacant) {
        Map<Endpoint, Integer> promoted = new HashMap<>();
        answers.forEach((endpoint, answer) -> {
            if (answer instanceof Answer.Given given
                    && !rotation.refused(endpoint)
                    && isSuccessor(given.facts(), vacant, rotation.baseline())) {
                promoted.put(endpoint, given.facts().timeline());
            }
        });
        return promoted.size() != 1
                ? Optional.empty()
                : promoted.entrySet().stream()
                        .findFirst()
                        .map(only -> rotation.following(only.getKey(), only.getValue()));
    }

    private static boolean isSuccessor(ServerFacts facts, boolean vacant, Baseline baseline) {
        if (facts.inRecovery() || facts.timeline() == null || !baseline.admits(facts.systemIdentifier())) {
            return false;
        }
        if (baseline.timeline() == null) {
            return vacant;
        }
        return facts.timeline() > baseline.timeline()
                || (vacant && facts.timeline().equals(baseline.timeline()));
    }

    private static boolean isPrimary(Endpoint writer, ServerFacts facts, Rotation rotation) {
        return !facts.inRecovery()
                && rotation.baseline().admits(facts.systemIdentifier())
                && rotation.hearing(writer, said(facts)).disproof().isEmpty();
    }

    private static Baseline said(ServerFacts facts) {
        return new Baseline(facts.systemIdentifier(), facts.inRecovery() ? null : facts.timeline());
    }

    private static Baseline learned(ServerFacts facts, Baseline before) {
        return new Baseline(
                facts.systemIdentifier() != null ? facts.systemIdentifier() : before.systemIdentifier(),
                facts.timeline() != null ? facts.timeline() : before.timeline());
    }

    // A primary that answers but refuses its position is not an unreadable one.
    private Lag lag(ServerFacts replica, Instant at) {
        return refused ? new Lag.Unknown(Lag.Cause.REFUSED, null) : LagMeter.measure(sample, history, replica, at);
    }

    // Without the right to see the receiver a replica tells the timeline of its last restart point, which may be the
    // one before a promotion, whomever it follows. If the document knows the new timeline, the operator has looked.
    private boolean mayFollowFormer(ServerFacts replica, @Nullable Integer published) {
        Integer reached = sample == null ? null : sample.timeline();
        return reached != null
                && !replica.seesStatistics()
                && replica.timeline() != null
                && replica.timeline() < reached
                && (published == null || published < reached);
    }

    // An endpoint that could not be reached has no standing of its own; the document's word, Healthy, is what is left.
    private static Verdict before(Verdict own) {
        return own.state() == EndpointState.LAGGING ? own : Verdict.primary();
    }
}
