package dev.sluice.operator.cluster;

import dev.sluice.operator.cluster.ClusterState.Leadership;
import dev.sluice.operator.probe.Observation;
import dev.sluice.routing.health.PrimaryChoice;
import dev.sluice.routing.health.PrimaryChoice.Answer;
import dev.sluice.routing.health.PrimaryChoice.Published;
import dev.sluice.routing.health.Reachability;
import dev.sluice.routing.health.Standing;
import dev.sluice.routing.health.Thresholds;
import dev.sluice.routing.health.Verdict;
import dev.sluice.routing.replication.Lag;
import dev.sluice.routing.replication.LagMeter;
import dev.sluice.routing.replication.PrimaryHistory;
import dev.sluice.routing.replication.PrimarySample;
import dev.sluice.routing.replication.ServerFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private @Nullable Source historyOf;

    /** Which server's log a history is of, and which course of it. */
    private record Source(
            String host,
            int port,
            @Nullable Integer timeline,
            @Nullable String systemIdentifier) {}

    /** The state before the first round of a plan, going on from what is known of the members. */
    public static ClusterState renew(ClusterPlan plan, @Nullable ClusterState before, Instant now) {
        Leadership leadership = before == null
                ? Leadership.NONE
                : before.leadership().under(plan.acceptedTimeline()).heldBy(nameOfPrimary(plan, before));
        List<MemberState> members = plan.members().stream()
                .map(member -> Optional.ofNullable(before)
                        .flatMap(b -> b.all().stream()
                                .filter(known -> sameServer(known.member(), member))
                                .findFirst())
                        .map(known -> known.of(member).told(leads(leadership, member), now))
                        .orElseGet(() -> MemberState.unprobed(member, now)))
                .toList();
        return before == null
                ? ClusterState.of(plan, members, leadership, false, Sight.SEES, null, 0, 0)
                : ClusterState.of(
                        plan,
                        members,
                        leadership,
                        before.splitBrain(),
                        before.sight(),
                        before.denied(),
                        before.rounds(),
                        before.judged());
    }

    /** The state after a round of probes of the state's plan. */
    public ClusterState next(ClusterState last, Round round) {
        Map<String, String> aliases = Aliases.after(last, round);
        ClusterState before = last.under(aliases);
        PrimaryChoice choice = PrimaryChoice.of(answers(before, round, aliases), published(before, round));
        Whole whole = new Whole(before, round, aliases, choice, leadership(before, choice));
        Optional<PrimarySample> primary = samplePrimary(whole);
        List<MemberState> members = before.all().stream()
                .map(member -> {
                    Observation seen = round.observations().get(member.member().name());
                    return seen == null
                            ? member
                            : judge(whole, member, seen, primary.orElse(null))
                                    .told(leads(whole.leadership(), member.member()), round.endedAt());
                })
                .toList();
        return ClusterState.of(
                before.plan(),
                members,
                whole.leadership(),
                choice.splitBrain(),
                round.sight(),
                round.denied(),
                before.rounds() + 1,
                isTold(round, members) ? round.generation() : before.judged());
    }

    // Until it is believed that nobody answers by a changed spec, what is held true is what the one before has found.
    private static boolean isTold(Round round, List<MemberState> members) {
        return !round.sight().isBlind()
                || members.stream().allMatch(m -> m.reachability().status() == Reachability.Status.DOWN);
    }

    /** The lag of one replica by a fresh answer, for asking one again that was found behind. */
    public Lag lag(@Nullable PrimarySample primary, Observation.Answered replica) {
        return LagMeter.measure(primary, history, replica.facts(), replica.at());
    }

    // What is known is known of a server; under which name the spec lists it does not matter.
    private static @Nullable String nameOfPrimary(ClusterPlan plan, ClusterState before) {
        return before.primary()
                .flatMap(primary -> plan.members().stream()
                        .filter(member -> sameServer(primary.member(), member))
                        .findFirst())
                .map(Member::name)
                .orElse(null);
    }

    private static boolean sameServer(Member known, Member member) {
        return known.host().equals(member.host()) && known.port() == member.port();
    }

    private static boolean leads(Leadership leadership, Member member) {
        return member.name().equals(leadership.primary());
    }

    private static List<Answer> answers(ClusterState before, Round round, Map<String, String> aliases) {
        List<Answer> answers = new ArrayList<>();
        for (MemberState state : before.all()) {
            String name = state.member().name();
            boolean counts = !aliases.containsKey(name);
            if (counts && round.observations().get(name) instanceof Observation.Answered answered) {
                answers.add(new Answer(name, answered.facts()));
            }
        }
        return answers;
    }

    private static Published published(ClusterState before, Round round) {
        Leadership known = before.leadership();
        boolean awaited =
                before.members().stream().anyMatch(m -> mayBePrimary(before, m) && silentUnconfirmed(before, m, round));
        return new Published(known.primary(), known.timeline(), known.systemIdentifier(), awaited, unspent(before));
    }

    // An order is carried out once. What it let in as the primary may be promoted and lost later, and an old primary of
    // the same timeline return.
    private static @Nullable Integer unspent(ClusterState before) {
        Integer ordered = before.plan().acceptedTimeline();
        return Objects.equals(ordered, before.leadership().acceptedTimeline()) ? null : ordered;
    }

    // Where nobody is held to be the primary, a member that is silent for a moment may be it: the one that the spec
    // lists, or one that accepted writes when it answered last.
    private static boolean mayBePrimary(ClusterState before, MemberState member) {
        return before.primary()
                .map(member::equals)
                .orElseGet(() -> member.standing() == Standing.SECOND_PRIMARY
                        || member.equals(before.members().get(0)));
    }

    private static boolean silentUnconfirmed(ClusterState before, MemberState member, Round round) {
        boolean answered = round.observations().get(member.member().name()) instanceof Observation.Answered;
        Reachability after = round.reachability(member, before.plan().thresholds());
        return !answered && after.status() != Reachability.Status.DOWN;
    }

    private static Leadership leadership(ClusterState before, PrimaryChoice choice) {
        Leadership known = before.leadership();
        String primary = choice.primary();
        if (primary != null) {
            return new Leadership(
                    primary,
                    choice.timeline() == null ? known.timeline() : choice.timeline(),
                    choice.systemIdentifier(),
                    isByOrder(before, choice) ? choice.timeline() : known.acceptedTimeline(),
                    known.failovers() + (isFailover(known, choice) ? 1 : 0));
        }
        // A silent primary stays the primary; one that answers as something else is none any more.
        boolean demoted = known.primary() != null && choice.standings().containsKey(known.primary());
        boolean gone = before.primary().isEmpty();
        return new Leadership(
                demoted || gone ? null : known.primary(),
                known.timeline(),
                known.systemIdentifier() == null ? choice.systemIdentifier() : known.systemIdentifier(),
                known.acceptedTimeline(),
                known.failovers());
    }

    // Also where it would have been chosen anyway: an order that waits until its server is an old one would harm.
    private static boolean isByOrder(ClusterState before, PrimaryChoice choice) {
        Integer chosen = choice.timeline();
        return chosen != null && chosen.equals(unspent(before));
    }

    // In a switchover there may be a round without any primary in between, and a name such as a Service's may lead to
    // another server than before; then the timeline tells it.
    private static boolean isFailover(Leadership known, PrimaryChoice choice) {
        if (known.primary() != null && !known.primary().equals(choice.primary())) {
            return true;
        }
        return known.timeline() != null && choice.timeline() != null && choice.timeline() > known.timeline();
    }

    private Optional<PrimarySample> samplePrimary(Whole whole) {
        String name = whole.choice().primary();
        if (name == null || !(whole.round().observations().get(name) instanceof Observation.Answered answered)) {
            return Optional.empty();
        }
        Optional<PrimarySample> sample = PrimarySample.of(answered.facts(), answered.at());
        Member member = whole.before().member(name).orElseThrow().member();
        Source source = new Source(
                member.host(),
                member.port(),
                answered.facts().timeline(),
                answered.facts().systemIdentifier());
        if (!source.equals(historyOf)) {
            history.clear();
            historyOf = source;
        }
        sample.ifPresent(history::add);
        return sample;
    }

    private MemberState judge(Whole whole, MemberState state, Observation seen, @Nullable PrimarySample primary) {
        Thresholds thresholds = whole.before().plan().thresholds();
        Reachability reachability = whole.round().reachability(state, thresholds);
        if (whole.aliases().containsKey(state.member().name())) {
            return state.asAlias(reachability, seen);
        }
        MemberState before = whole.lostItsPlace(state) ? state.displaced() : state;
        Verdict held = before.held().verdict();
        if (seen instanceof Observation.Failed failed) {
            Judgement nowHeld = whole.round().sight().isBlind()
                    ? before.held()
                    : Judgement.failed(reachability, failed.failure(), held);
            Reachability silence = before.reachability().next(false, thresholds);
            return before.silent(nowHeld, Judgement.failed(silence, failed.failure(), nowHeld.verdict()));
        }
        var answered = (Observation.Answered) seen;
        Standing standing =
                whole.choice().standings().getOrDefault(state.member().name(), Standing.FOREIGN);
        Lag lag = standing == Standing.REPLICA ? lag(whole, primary, answered) : null;
        Verdict verdict = reachability.status() == Reachability.Status.DOWN
                ? Verdict.recovering(reachability, thresholds)
                : verdict(whole, state.member(), answered, standing, lag, held);
        return before.answered(new Judgement(reachability, verdict), standing, answered, lag);
    }

    // A primary that answers but refuses its position is not an unreadable one.
    private Lag lag(Whole whole, @Nullable PrimarySample primary, Observation.Answered replica) {
        boolean refused =
                whole.primaryFacts().filter(ServerFacts::hidesPosition).isPresent();
        return refused ? new Lag.Unknown(Lag.Cause.REFUSED, null) : lag(primary, replica);
    }

    private static Verdict verdict(
            Whole whole,
            Member member,
            Observation.Answered answered,
            Standing standing,
            @Nullable Lag lag,
            Verdict held) {
        return switch (standing) {
            case PRIMARY -> Verdict.primary();
            case SECOND_PRIMARY, STALE_PRIMARY, FOREIGN -> Verdict.wrongRole(standing);
            case REPLICA -> {
                boolean restarted = whole.primaryFacts()
                        .filter(primary -> primary.hasJustStartedBefore(answered.facts()))
                        .isPresent();
                yield Verdict.replica(answered.facts(), Objects.requireNonNull(lag), member.limits(), held, restarted);
            }
        };
    }
}
