package dev.sluice.operator.cluster;

import dev.sluice.operator.access.AccessResult;
import dev.sluice.routing.health.Reachability;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is held true of a cluster after a round. Immutable.
 *
 * @param plan what the spec wanted at the round
 * @param members the members in the plan's order
 * @param leadership who is held to be the primary
 * @param splitBrain whether two or more members accept writes
 * @param sight what the prober saw in the last round; while it sees nothing it suspects itself
 * @param denied why the Secrets gave no access when they were read last, null when they did
 * @param rounds how many rounds have ended since this operator began to watch
 */
public record ClusterState(
        ClusterPlan plan,
        List<MemberState> members,
        Leadership leadership,
        boolean splitBrain,
        Sight sight,
        AccessResult.@Nullable Denied denied,
        long rounds) {

    public ClusterState {
        members = List.copyOf(members);
    }

    /**
     * Who is held to be the primary. Goes on to hold while that member is silent.
     *
     * @param primary the member's name, null when nobody is
     * @param timeline the highest timeline that was accepted
     * @param systemIdentifier of the database
     * @param acceptedTimeline the lower timeline that was accepted on purpose and so became the primary's; not accepted
     *     again until the order is taken back, or an old primary that returns later would be accepted by it; null for none
     * @param failovers how many times the primary has changed under this operator's eyes
     */
    public record Leadership(
            @Nullable String primary,
            @Nullable Integer timeline,
            @Nullable String systemIdentifier,
            @Nullable Integer acceptedTimeline,
            long failovers) {

        /** Nothing is known. */
        public static final Leadership NONE = new Leadership(null, null, null, null, 0);

        /** The same, with the primary under another name, or null for none. */
        Leadership heldBy(@Nullable String name) {
            return new Leadership(name, timeline, systemIdentifier, acceptedTimeline, failovers);
        }

        /** The same, under an order that may have been taken back or replaced since it was carried out. */
        public Leadership under(@Nullable Integer order) {
            Integer still = Objects.equals(acceptedTimeline, order) ? acceptedTimeline : null;
            return new Leadership(primary, timeline, systemIdentifier, still, failovers);
        }
    }

    /** The member of this name. */
    public Optional<MemberState> member(@Nullable String name) {
        return members.stream().filter(m -> m.member().name().equals(name)).findFirst();
    }

    /** The member that is held to be the primary. */
    public Optional<MemberState> primary() {
        return member(leadership.primary());
    }

    /**
     * Whether nobody is held to be the primary, and the member that the spec lists as primary has not answered yet, nor
     * failed for good.
     */
    public boolean awaitsPrimary() {
        MemberState listed = members.get(0);
        return primary().isEmpty()
                && !listed.answering()
                && listed.reachability().status() != Reachability.Status.DOWN;
    }

    /**
     * The members that should serve reads: all but the primary or, while nobody is known to be it and the member that the
     * spec lists as it has not said what it is, that one.
     */
    public List<MemberState> expectedReplicas() {
        MemberState listed = members.get(0);
        boolean awaited = primary().isEmpty() && listed.standing() == null;
        return awaited ? members.subList(1, members.size()) : replicas();
    }

    /** All members but the primary. */
    public List<MemberState> replicas() {
        return members.stream()
                .filter(m -> !m.member().name().equals(leadership.primary()))
                .toList();
    }
}
