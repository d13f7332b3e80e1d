package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.MemberRole;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.routing.health.Standing;
import dev.sluice.routing.replication.Lag;
import dev.sluice.routing.topology.EndpointState;

/** Renders the status of each member. Pure. */
final class MemberStatuses {

    private static final double MILLIS_PER_SECOND = 1000;

    private MemberStatuses() {}

    static MemberStatus of(dev.sluice.operator.cluster.MemberState state) {
        Lag.Known lag = state.lag() instanceof Lag.Known known ? known : null;
        Lag.Unknown unknown = state.lag() instanceof Lag.Unknown none ? none : null;
        String message = state.verdict().message();
        return new MemberStatus(
                state.member().name(),
                state.member().host(),
                state.member().port(),
                role(state),
                MemberState.valueOf(state.verdict().state().name()),
                state.verdict().reason().name(),
                message.isEmpty() ? null : message,
                lag == null ? null : seconds(lag),
                lag == null ? unknown == null ? null : unknown.bytes() : (Long) lag.bytes(),
                lag == null ? null : lag.transportBytes(),
                lag == null ? null : lag.replayBytes(),
                state.latency() == null ? null : state.latency().toMillis(),
                state.reachability().failures(),
                state.changedAt());
    }

    static double seconds(Lag.Known lag) {
        return lag.time().toMillis() / MILLIS_PER_SECOND;
    }

    // The role is what the member says of itself, not what it should be.
    private static MemberRole role(dev.sluice.operator.cluster.MemberState state) {
        Standing standing = state.standing();
        if (standing == null || state.facts() == null || state.verdict().state() == EndpointState.UNREACHABLE) {
            return MemberRole.UNKNOWN;
        }
        return state.facts().inRecovery() ? MemberRole.REPLICA : MemberRole.PRIMARY;
    }
}
