package dev.sluice.operator.cluster;

import dev.sluice.operator.probe.Observation;
import dev.sluice.routing.health.Reachability;
import dev.sluice.routing.replication.ServerFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which members are names of one server: a Service that leads to the primary and the primary's own pod, say. No address
 * tells that, but the servers' answers do ({@link ServerFacts#isSameServerAs}). Such a server counts once, under the name
 * that comes first in the plan, unless that one no longer leads there. Pure.
 */
final class Aliases {

    private final List<Known> members;

    private Aliases(List<Known> members) {
        this.members = members;
    }

    /** The newest that is known of a member. */
    private record Known(Member member, @Nullable ServerFacts facts, boolean down) {

        private boolean isSameServerAs(Known other) {
            return facts != null && other.facts != null && facts.isSameServerAs(other.facts);
        }
    }

    /** The names that count under another one, with that one. */
    static Map<String, String> of(List<MemberState> members) {
        return new Aliases(members.stream()
                        .map(m ->
                                new Known(m.member(), m.facts(), isDown(m.held().reachability())))
                        .toList())
                .find();
    }

    /** The same, with what a round has brought. */
    static Map<String, String> after(ClusterState before, Round round) {
        return new Aliases(
                        before.all().stream().map(m -> after(before, m, round)).toList())
                .find();
    }

    private static Known after(ClusterState before, MemberState state, Round round) {
        ServerFacts facts = round.observations().get(state.member().name()) instanceof Observation.Answered answer
                ? answer.facts()
                : state.facts();
        return new Known(
                state.member(),
                facts,
                isDown(round.reachability(state, before.plan().thresholds())));
    }

    private Map<String, String> find() {
        Map<String, String> aliases = new HashMap<>();
        for (Known known : members) {
            countedAs(known)
                    .ifPresent(other ->
                            aliases.put(known.member().name(), other.member().name()));
        }
        return aliases.isEmpty() ? Map.of() : aliases;
    }

    private Optional<Known> countedAs(Known known) {
        Known best = known;
        for (Known other : members) {
            if (other.isSameServerAs(known) && precedes(other, best)) {
                best = other;
            }
        }
        // A name in the spec that leads nowhere any more is something to be told.
        boolean worthTelling = known.down() && !best.down() && !known.member().found();
        return best.equals(known) || worthTelling ? Optional.empty() : Optional.of(best);
    }

    private boolean precedes(Known one, Known other) {
        return one.down() == other.down() ? members.indexOf(one) < members.indexOf(other) : other.down();
    }

    private static boolean isDown(Reachability reachability) {
        return reachability.status() == Reachability.Status.DOWN;
    }
}
