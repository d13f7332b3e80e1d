package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.EndpointsStatus;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.ClusterState.Leadership;
import dev.sluice.operator.cluster.Member;
import dev.sluice.operator.cluster.MemberState;
import dev.sluice.operator.cluster.Routed;
import dev.sluice.operator.cluster.Sight;
import dev.sluice.routing.health.Reachability;
import dev.sluice.routing.health.Reason;
import dev.sluice.routing.health.Standing;
import dev.sluice.routing.health.Verdict;
import dev.sluice.routing.topology.Endpoint;
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
 * document, or the document be gone, so both are heard; a document of another resource of that name is not. Pure.
 */
final class ResumedState {

    private final Instant now;
    private final @Nullable DatabaseClusterStatus status;
    private final @Nullable Topology published;

    private ResumedState(Instant now, @Nullable DatabaseClusterStatus status, @Nullable Topology published) {
        this.now = now;
        this.status = status;
        this.published = published;
    }

    static ClusterState of(DatabaseCluster cluster, ClusterPlan plan, @Nullable Topology published, Instant now) {
        boolean ours = published != null && published.uid().equals(plan.id().uid());
        var resumed = new ResumedState(now, cluster.getStatus(), ours ? published : null);
        List<MemberState> members = plan.members().stream().map(resumed::member).toList();
        Leadership leadership = resumed.leadership().under(plan.acceptedTimeline());
        return new ClusterState(plan, members, List.of(), leadership, false, Sight.SEES, null, 0, 0);
    }

    private MemberState member(Member member) {
        Endpoint documented = Optional.ofNullable(published)
                .flatMap(document -> document.endpoint(member.name()))
                .filter(e -> member.host().equals(e.host()) && member.port() == e.port())
                .orElse(null);
        MemberStatus reported = Optional.ofNullable(status)
                .flatMap(s -> s.member(member.name()))
                .filter(m -> member.host().equals(m.host())
                        && Integer.valueOf(member.port()).equals(m.port()))
                .orElse(null);
        if (documented != null && (reported == null || isDocumentNewer())) {
            var verdict = new Verdict(documented.state(), reason(documented.reason()), "");
            return resumed(member, verdict, verdict, 0, now, standing(documented));
        }
        if (reported == null) {
            return MemberState.unprobed(member, now);
        }
        EndpointState state = EndpointState.valueOf(reported.state().name());
        String message = reported.message() == null ? "" : reported.message();
        int failures = reported.consecutiveFailures() == null ? 0 : reported.consecutiveFailures();
        Instant since = reported.lastTransitionTime() == null ? now : reported.lastTransitionTime();
        var verdict = new Verdict(state, reason(reported.reason()), message);
        Standing standing = documented == null ? standing(reported, verdict.reason()) : standing(documented);
        Verdict told = documented != null && verdict.state() == EndpointState.UNREACHABLE
                ? new Verdict(documented.state(), reason(documented.reason()), "")
                : verdict;
        return resumed(member, verdict, told, failures, since, standing);
    }

    // The document is written before the status; an operator that was killed in between leaves the status behind.
    private boolean isDocumentNewer() {
        EndpointsStatus reported = status == null ? null : status.endpoints();
        return published != null
                && (reported == null || reported.revision() == null || published.revision() > reported.revision());
    }

    // Where the one before had spared a member because nobody answered, no failure is held against it yet.
    private static MemberState resumed(
            Member member, Verdict verdict, Verdict told, int failures, Instant since, @Nullable Standing standing) {
        boolean spared = told.state() != verdict.state();
        var routed = new Routed(reachability(told, spared ? 0 : failures), told);
        return new MemberState(
                member, reachability(verdict, failures), verdict, routed, standing, null, null, null, null, since);
    }

    private static Reachability reachability(Verdict verdict, int failures) {
        Reachability.Status status = switch (verdict.state()) {
            case UNREACHABLE -> Reachability.Status.DOWN;
            case UNKNOWN -> Reachability.Status.UNKNOWN;
            default -> Reachability.Status.UP;
        };
        return Reachability.resumed(status, failures);
    }

    private @Nullable Standing standing(Endpoint documented) {
        return switch (documented.role()) {
            case REPLICA -> Standing.REPLICA;
            case PRIMARY ->
                documented.equals(published == null ? null : published.primary())
                        ? Standing.PRIMARY
                        : Standing.SECOND_PRIMARY;
            case UNKNOWN -> null;
        };
    }

    // The document is gone, or says nothing of this server.
    private @Nullable Standing standing(MemberStatus reported, Reason reason) {
        boolean primary = status != null && reported.name().equals(status.primary());
        return switch (reported.role()) {
            case PRIMARY -> primary ? Standing.PRIMARY : Standing.SECOND_PRIMARY;
            case REPLICA -> reason == Reason.ForeignSystem ? null : Standing.REPLICA;
            case UNKNOWN -> null;
        };
    }

    private static Reason reason(@Nullable String name) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .orElse(Reason.NotProbedYet);
    }

    private Leadership leadership() {
        Integer reported = status == null ? null : status.timeline();
        Integer accepted = status == null ? null : status.acceptedTimeline();
        if (published != null && reaches(published.timeline(), reported)) {
            return new Leadership(
                    published.primary() == null ? null : published.primary().name(),
                    published.timeline(),
                    published.systemIdentifier(),
                    accepted,
                    0);
        }
        return status == null
                ? Leadership.NONE
                : new Leadership(status.primary(), reported, status.systemIdentifier(), accepted, 0);
    }

    private static boolean reaches(@Nullable Integer timeline, @Nullable Integer other) {
        return other == null || (timeline != null && timeline >= other);
    }
}
