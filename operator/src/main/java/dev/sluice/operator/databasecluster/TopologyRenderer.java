package dev.sluice.operator.databasecluster;

import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.MemberState;
import dev.sluice.routing.health.Standing;
import dev.sluice.routing.replication.Lag;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.PublishedLag;
import dev.sluice.routing.topology.Role;
import dev.sluice.routing.topology.RoutingPolicy;
import dev.sluice.routing.topology.Topology;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Renders the endpoint document of a cluster. Pure. */
final class TopologyRenderer {

    private TopologyRenderer() {}

    /** The document, with a revision and a time that the publisher replaces. */
    static Topology render(ClusterState state) {
        ClusterPlan plan = state.plan();
        return new Topology(
                plan.id().toString(),
                plan.id().uid(),
                1,
                Instant.EPOCH,
                plan.database(),
                state.leadership().systemIdentifier(),
                state.leadership().timeline(),
                state.primary().map(p -> endpoint(p, Role.PRIMARY)).orElse(null),
                state.replicas().stream().map(r -> endpoint(r, role(r))).toList(),
                new RoutingPolicy(
                        plan.limits().time(),
                        plan.limits().bytes(),
                        plan.thresholds().failure(),
                        plan.fallback()));
    }

    private static Role role(MemberState member) {
        Standing standing = member.standing();
        boolean silent = member.routed().state() == EndpointState.UNREACHABLE;
        if (silent || standing == null || standing == Standing.FOREIGN) {
            return Role.UNKNOWN;
        }
        return standing == Standing.REPLICA ? Role.REPLICA : Role.PRIMARY;
    }

    private static Endpoint endpoint(MemberState state, Role role) {
        return new Endpoint(
                state.member().name(),
                state.member().host(),
                state.member().port(),
                role,
                state.member().weight(),
                state.member().zone(),
                state.routed().state(),
                state.routed().reason().name(),
                state.member().ownMaxLag(),
                lag(state.lag()));
    }

    private static @Nullable PublishedLag lag(@Nullable Lag lag) {
        if (lag instanceof Lag.Known known) {
            return new PublishedLag(known.time().toMillis() / 1000.0, known.bytes());
        }
        return lag instanceof Lag.Unknown unknown && unknown.bytes() != null
                ? new PublishedLag(null, unknown.bytes())
                : null;
    }
}
