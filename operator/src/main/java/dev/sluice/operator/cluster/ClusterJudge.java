package dev.sluice.operator.cluster;

import dev.sluice.operator.cluster.ClusterState.Leadership;
import dev.sluice.operator.probe.Observation;
import dev.sluice.routing.health.PrimaryChoice;
import dev.sluice.routing.health.PrimaryChoice.Answer;
import dev.sluice.routing.health.PrimaryChoice.Published;
import dev.sluice.routing.health.Reachability;
import dev.sluice.routing.health.Standing;
import dev.sluice.routing.health.Verdict;
import dev.sluice.routing.replication.Lag;
import dev.sluice.routing.replication.LagMeter;
import dev.sluice.routing.replication.PrimaryHistory;
import dev.sluice.routing.replication.PrimarySample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a cluster's state and one more round the next state. The logic is the library's ({@code routing.health},
 * {@code routing.replication}); what is decided here is how it is joined over the members. Pure but for the history of
 * the primary, which it is handed and adds to. Not thread-safe.
 */
public final class ClusterJudge {

    private final PrimaryHistory history = new PrimaryHistory();

    /** The state before the first round of a plan, going on from what is known of the members. */
    public static ClusterState renew(ClusterPlan plan, @Nullable ClusterState before, Instant now) {
        List<MemberState> members = plan.members().stream()
                .map(member -> Optional.ofNullable(before)
                        .flatMap(b -> b.member(member.name()))
                        .filter(known -> sameServer(known.member(), member))
                        .map(known -> known.of(member))
                        .orElseGet(() -> MemberState.unprobed(member, now)))
                .toList();
        return before == null
                ? new ClusterState(plan, members, Leadership.NONE, false, false, null, 0)
                : new ClusterState(
                        plan,
                        members,
                        before.leadership(),
                        before.splitBrain(),
                        before.blind(),
                        before.denied(),
                        before.rounds());
    }

    /** The state after a round of probes of the state's plan. */
    public ClusterState next(ClusterState before, Round round) {
        PrimaryChoice choice = PrimaryChoice.of(answers(before, round), published(before));
        Leadership leadership = leadership(before, choice);
        if (!Objects.equals(leadership.primary(), before.leadership().primary())) {
            history.clear();
        }
        PrimarySample primary = primarySample(choice, round);
        if (primary != null) {
            history.add(primary);
        }
        List<MemberState> members = before.members().stream()
                .map(member -> {
                    Observation seen = round.observations().get(member.member().name());
                    return seen == null ? member : judge(before, member, seen, choice, primary, round);
                })
                .toList();
        boolean blind = round.observations().values().stream().noneMatch(o -> o instanceof Observation.Answered);
        return new ClusterState(
                before.plan(), members, leadership, choice.splitBrain(), blind, round.denied(), before.rounds() + 1);
    }

    /** The lag of one replica by a fresh answer, for asking one again that was found behind. */
    public Lag lag(@Nullable PrimarySample primary, Observation.Answered replica) {
        return LagMeter.measure(primary, history, replica.facts(), replica.at());
    }

    private static boolean sameServer(Member known, Member member) {
        return known.host().equals(member.host()) && known.port() == member.port();
    }

    private static List<Answer> answers(ClusterState before, Round round) {
        List<Answer> answers = new ArrayList<>();
        for (MemberState state : before.members()) {
            String name = state.member().name();
            if (round.observations().get(name) instanceof Observation.Answered answered) {
                answers.add(new Answer(name, answered.facts()));
            }
        }
        return answers;
    }

    private static Published published(ClusterState before) {
        Leadership known = before.leadership();
        boolean answers = before.primary()
                .map(p -> p.reachability().status() != Reachability.Status.DOWN)
                .orElse(false);
        return new Published(
                known.primary(),
                known.timeline(),
                known.systemIdentifier(),
                answers,
                before.plan().acceptedTimeline());
    }

    private static Leadership leadership(ClusterState before, PrimaryChoice choice) {
        Leadership known = before.leadership();
        String primary = choice.primary();
        if (primary != null) {
            boolean changed = known.primary() != null && !known.primary().equals(primary);
            return new Leadership(
                    primary,
                    choice.timeline() == null ? known.timeline() : choice.timeline(),
                    choice.systemIdentifier(),
                    known.failovers() + (changed ? 1 : 0));
        }
        // A silent primary stays the primary; one that answers as something else is none any more.
        boolean demoted = known.primary() != null && choice.standings().containsKey(known.primary());
        boolean gone = before.primary().isEmpty();
        return new Leadership(
                demoted || gone ? null : known.primary(),
                known.timeline(),
                known.systemIdentifier() == null ? choice.systemIdentifier() : known.systemIdentifier(),
                known.failovers());
    }

    private static @Nullable PrimarySample primarySample(PrimaryChoice choice, Round round) {
        if (choice.primary() != null
                && round.observations().get(choice.primary()) instanceof Observation.Answered answered
                && answered.facts().position() != null) {
            return new PrimarySample(
                    answered.facts().position(), answered.facts().serverTime(), answered.at());
        }
        return null;
    }

    private MemberState judge(
            ClusterState before,
            MemberState state,
            Observation seen,
            PrimaryChoice choice,
            @Nullable PrimarySample primary,
            Round round) {
        Reachability reachability = state.reachability()
                .next(seen instanceof Observation.Answered, before.plan().thresholds());
        if (seen instanceof Observation.Failed failed) {
            Verdict verdict = Verdict.failed(reachability, failed.failure(), state.verdict());
            return changed(state, verdict, round.endedAt(), new Answering(reachability, state.standing(), null, null));
        }
        var answered = (Observation.Answered) seen;
        Standing standing = choice.standings().getOrDefault(state.member().name(), Standing.FOREIGN);
        Lag lag = standing == Standing.REPLICA ? lag(primary, answered) : null;
        Verdict verdict = reachability.status() == Reachability.Status.DOWN
                ? Verdict.recovering(reachability, before.plan().thresholds())
                : verdict(state, answered, standing, lag);
        return changed(state, verdict, round.endedAt(), new Answering(reachability, standing, answered, lag));
    }

    private static Verdict verdict(
            MemberState state, Observation.Answered answered, Standing standing, @Nullable Lag lag) {
        return switch (standing) {
            case PRIMARY -> Verdict.primary();
            case SECOND_PRIMARY, STALE_PRIMARY, FOREIGN -> Verdict.wrongRole(standing);
            case REPLICA -> {
                Verdict measured = Verdict.replica(
                        answered.facts(),
                        Objects.requireNonNull(lag),
                        state.member().limits(),
                        state.verdict());
                yield state.member().drain() ? measured.drained() : measured;
            }
        };
    }

    private record Answering(
            Reachability reachability,
            @Nullable Standing standing,
            Observation.@Nullable Answered answered,
            @Nullable Lag lag) {}

    private static MemberState changed(MemberState before, Verdict verdict, Instant now, Answering with) {
        Observation.Answered answered = with.answered();
        return new MemberState(
                before.member(),
                with.reachability(),
                verdict,
                with.standing(),
                answered == null ? before.facts() : answered.facts(),
                with.lag(),
                answered == null ? before.latency() : answered.latency(),
                answered == null ? before.answeredAt() : answered.at(),
                verdict.state() == before.verdict().state() ? before.changedAt() : now);
    }
}
