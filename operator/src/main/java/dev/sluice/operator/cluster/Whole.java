package dev.sluice.operator.cluster;

import dev.sluice.operator.cluster.ClusterState.Leadership;
import dev.sluice.operator.probe.Observation;
import dev.sluice.routing.health.PrimaryChoice;
import dev.sluice.routing.replication.ServerFacts;
import java.util.Map;
import java.util.Optional;

/**
 * What a round says of the cluster as a whole.
 *
 * @param before what was held true before it
 * @param round what it brought
 * @param aliases the names that count under another one, with that one
 * @param choice who is the primary by it
 * @param leadership who is held to be the primary after it
 */
record Whole(
        ClusterState before, Round round, Map<String, String> aliases, PrimaryChoice choice, Leadership leadership) {

    boolean wasPrimary(MemberState state) {
        return state.member().name().equals(before.leadership().primary());
    }

    boolean isPrimary(MemberState state) {
        return state.member().name().equals(leadership.primary());
    }

    /** The primary's answer in this round. */
    Optional<ServerFacts> primaryFacts() {
        return Optional.ofNullable(choice.primary())
                .map(round.observations()::get)
                .filter(Observation.Answered.class::isInstance)
                .map(seen -> ((Observation.Answered) seen).facts());
    }

    /** A member that was the primary and is not any more: what was held true of it was so of a primary. */
    boolean lostItsPlace(MemberState state) {
        return wasPrimary(state) && !isPrimary(state);
    }
}
