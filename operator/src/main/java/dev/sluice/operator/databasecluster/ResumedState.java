package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.ClusterState.Leadership;
import dev.sluice.operator.cluster.Member;
import dev.sluice.operator.cluster.MemberState;
import dev.sluice.routing.health.Reachability;
import dev.sluice.routing.health.Reason;
import dev.sluice.routing.health.Verdict;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Topology;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an operator that begins to watch a cluster takes over from the one before: the members' states, so that nothing
 * flaps, and the highest timeline ever published, so that nothing steps back. The status may be older than the
 * document, or the document be gone, so both are heard.
 */
final class ResumedState {

    private ResumedState() {}

    static ClusterState of(DatabaseCluster cluster, ClusterPlan plan, @Nullable Topology published, Instant now) {
        DatabaseClusterStatus status = cluster.getStatus();
        List<MemberState> members = plan.members().stream()
                .map(member -> Optional.ofNullable(status)
                        .flatMap(s -> s.member(member.name()))
                        .filter(known -> member.host().equals(known.host())
                                && Integer.valueOf(member.port()).equals(known.port()))
                        .map(known -> resumed(member, known, now))
                        .orElseGet(() -> MemberState.unprobed(member, now)))
                .toList();
        return new ClusterState(plan, members, leadership(status, published), false, false, null, 0);
    }

    private static MemberState resumed(Member member, MemberStatus known, Instant now) {
        EndpointState state = EndpointState.valueOf(known.state().name());
        Reachability.Status reach = switch (state) {
            case UNREACHABLE -> Reachability.Status.DOWN;
            case UNKNOWN -> Reachability.Status.UNKNOWN;
            default -> Reachability.Status.UP;
        };
        int failures = known.consecutiveFailures() == null ? 0 : known.consecutiveFailures();
        var verdict = new Verdict(state, reason(known), known.message() == null ? "" : known.message());
        Instant since = known.lastTransitionTime() == null ? now : known.lastTransitionTime();
        return new MemberState(
                member, Reachability.resumed(reach, failures), verdict, null, null, null, null, null, since);
    }

    private static Reason reason(MemberStatus known) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.name().equals(known.reason()))
                .findFirst()
                .orElse(Reason.NotProbedYet);
    }

    private static Leadership leadership(@Nullable DatabaseClusterStatus status, @Nullable Topology published) {
        Integer reported = status == null ? null : status.timeline();
        Integer documented = published == null ? null : published.timeline();
        if (published != null && documented != null && (reported == null || documented >= reported)) {
            return new Leadership(
                    published.primary() == null ? null : published.primary().name(),
                    documented,
                    published.systemIdentifier(),
                    0);
        }
        return status == null
                ? Leadership.NONE
                : new Leadership(status.primary(), reported, status.systemIdentifier(), 0);
    }
}
