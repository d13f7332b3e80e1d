package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.EndpointsStatus;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.ClusterState.Leadership;
import dev.sluice.operator.cluster.Judgement;
import dev.sluice.operator.cluster.Member;
import dev.sluice.operator.cluster.MemberState;
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
        Leadership leadership = resumed.leadership(plan).under(plan.acceptedTimeline());
        List<MemberState> members = plan.members().stream()
                .map(member -> {
                    boolean leads = member.name().equals(leadership.primary());
                    return resumed.member(member, leads).told(leads, now);
                })
                .toList();
        return new ClusterState(plan, members, List.of(), leadership, false, Sight.SEES, null, 0, 0);
    }

    private MemberState member(Member member, boolean leads) {
        // A document from before a promotion says of the primary of then nothing that would hold of a replica.
        Endpoint documented = Optional.ofNullable(published).stream()
                .flatMap(document -> document.endpoints().stream())
                .filter(e -> member.host().equals(e.host()) && member.port() == e.port())
                .filter(e -> leads || standing(e) != Standing.PRIMARY)
                .findFirst()
                .orElse(null);
        MemberStatus reported = Optional.ofNullable(status).stream()
                .flatMap(s -> s.members().stream())
                .filter(m -> member.host().equals(m.host())
                        && Integer.valueOf(member.port()).equals(m.port()))
                .findFirst()
                .orElse(null);
        if (documented != null && (reported == null || isDocumentNewer())) {
            Verdict told = verdict(documented);
            Judgement both = judgement(told, 0);
            return MemberState.resumed(member, both, both, standing(documented), told, now);
        }
        if (reported == null) {
            return MemberState.unprobed(member, now);
        }
        String message = reported.message() == null ? "" : reported.message();
        var said = new Verdict(EndpointState.valueOf(reported.state().name()), reason(reported.reason()), message);
        int failures = failures(reported);
        return MemberState.resumed(
                member,
                held(documented, said, failures),
                judgement(said, failures),
                documented == null ? standing(reported, said.reason()) : standing(documented),
                said,
                reported.lastTransitionTime() == null ? now : reported.lastTransitionTime());
    }

    // The document is written before the status; an operator that was killed in between leaves the status behind.
    private boolean isDocumentNewer() {
        EndpointsStatus reported = status == null ? null : status.endpoints();
        return published != null
                && (reported == null || reported.revision() == null || published.revision() > reported.revision());
    }

    // That a member was not heard, or its lag not known, tells nothing against it where the document holds something
    // else of it. And where nobody was heard, that is all that a status tells of those that were not.
    private Judgement held(@Nullable Endpoint documented, Verdict said, int failures) {
        boolean told = said.state() != EndpointState.UNREACHABLE && said.state() != EndpointState.UNKNOWN;
        if (documented != null && !told && documented.state() != said.state()) {
            return judgement(verdict(documented), 0);
        }
        boolean nobodyAnswered = status != null && status.members().stream().allMatch(member -> failures(member) > 0);
        if (!nobodyAnswered) {
            return judgement(said, failures);
        }
        return documented == null && !told ? Judgement.NONE : judgement(said, 0);
    }

    private static int failures(MemberStatus reported) {
        return reported.consecutiveFailures() == null ? 0 : reported.consecutiveFailures();
    }

    private static Verdict verdict(Endpoint documented) {
        return new Verdict(documented.state(), reason(documented.reason()), "");
    }

    // Only who is well is said to be left out. Whether it still is the spec says.
    private static Judgement judgement(Verdict told, int failures) {
        Verdict verdict =
                told.state() == EndpointState.DRAINING ? new Verdict(EndpointState.HEALTHY, Reason.Ok, "") : told;
        return new Judgement(reachability(verdict, failures), verdict);
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

    private Leadership leadership(ClusterPlan plan) {
        Integer reported = status == null ? null : status.timeline();
        Integer accepted = status == null ? null : status.acceptedTimeline();
        if (published != null && reaches(published.timeline(), reported)) {
            Endpoint primary = published.primary();
            return new Leadership(
                    primary == null ? null : name(plan, primary.host(), primary.port()),
                    published.timeline(),
                    published.systemIdentifier(),
                    accepted,
                    0);
        }
        if (status == null) {
            return Leadership.NONE;
        }
        String primary = Optional.ofNullable(status.primary())
                .flatMap(status::member)
                .map(member -> name(plan, member.host(), member.port()))
                .orElse(null);
        return new Leadership(primary, reported, status.systemIdentifier(), accepted, 0);
    }

    // What is known is known of a server: under another name it is the primary still, and another server of its name is
    // not.
    private static @Nullable String name(ClusterPlan plan, @Nullable String host, @Nullable Integer port) {
        return plan.members().stream()
                .filter(member -> member.host().equals(host)
                        && Integer.valueOf(member.port()).equals(port))
                .map(Member::name)
                .findFirst()
                .orElse(null);
    }

    private static boolean reaches(@Nullable Integer timeline, @Nullable Integer other) {
        return other == null || (timeline != null && timeline >= other);
    }
}
