package dev.sluice.operator.cluster;

import dev.sluice.operator.access.AccessResult;
import dev.sluice.routing.health.Reachability;
import dev.sluice.routing.topology.EndpointState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is held true of a cluster after a round. Immutable.
 *
 * @param plan what the spec wanted at the round
 * @param members the members in the plan's order, each server once; the one that the spec lists as primary is the first
 * @param aliases members that are other names of these servers, or may be
 * @param leadership who is held to be the primary
 * @param splitBrain whether two or more members accept writes
 * @param sight what the prober saw in the last round; while it sees nothing it suspects itself
 * @param denied why the Secrets gave no access when they were read last, null when they did
 * @param rounds how many rounds have ended since this operator began to watch
 * @param judged the generation of the spec that brought this about: by which a member answered last, or by which it was
 *     believed that none does; 0 before there was one
 */
public record ClusterState(
        ClusterPlan plan,
        List<MemberState> members,
        List<Alias> aliases,
        Leadership leadership,
        boolean splitBrain,
        Sight sight,
        AccessResult.@Nullable Denied denied,
        long rounds,
        long judged) {

    public ClusterState {
        members = List.copyOf(members);
        aliases = List.copyOf(aliases);
    }

    /** The state with these servers, each of which counts once. */
    static ClusterState of(
            ClusterPlan plan,
            List<MemberState> all,
            Leadership leadership,
            boolean splitBrain,
            Sight sight,
            AccessResult.@Nullable Denied denied,
            long rounds,
            long judged) {
        Map<String, String> aliases = Aliases.of(all);
        // Only its answer tells whether a pod is a server that counts already.
        boolean nobodyTells = sight.isBlind() && !all.stream().allMatch(MemberState::isUnheard);
        List<MemberState> counted = new ArrayList<>();
        List<Alias> others = new ArrayList<>();
        for (MemberState each : all) {
            String countedAs = aliases.get(each.member().name());
            boolean stranger = nobodyTells && each.member().found() && each.isUnheard();
            if (countedAs == null && !stranger) {
                counted.add(each);
            } else {
                others.add(new Alias(each, countedAs));
            }
        }
        return new ClusterState(plan, counted, others, leadership, splitBrain, sight, denied, rounds, judged);
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

    /** Whether what is held true was found by what the spec wants now; of a paused cluster nothing more is found. */
    public boolean isJudged() {
        return rounds == 0 || judged == plan.generation() || plan.schedule().paused();
    }

    /** Whether applications are told of a member what was held true of it before nobody answered. */
    public boolean sparesMembers() {
        return members.stream().anyMatch(MemberState::isSpared);
    }

    /** Whether something is known of a member that applications could be told. */
    public boolean isKnown() {
        return members.stream().anyMatch(member -> member.routed().state() != EndpointState.UNKNOWN);
    }

    /** All that are probed, in the plan's order. */
    public List<MemberState> all() {
        if (aliases.isEmpty()) {
            return members;
        }
        List<MemberState> all = new ArrayList<>(members);
        aliases.forEach(alias -> all.add(alias.member()));
        all.sort(Comparator.comparingInt(m -> plan.members().indexOf(m.member())));
        return all;
    }

    /** The one of this name, be it counted or an alias. */
    public Optional<MemberState> member(@Nullable String name) {
        return Stream.concat(members.stream(), aliases.stream().map(Alias::member))
                .filter(m -> m.member().name().equals(name))
                .findFirst();
    }

    /** The same, with the primary under the name that its server is counted under. */
    ClusterState under(Map<String, String> countedAs) {
        String primary = leadership.primary();
        String counted = primary == null ? null : countedAs.get(primary);
        return counted == null
                ? this
                : new ClusterState(
                        plan, members, aliases, leadership.heldBy(counted), splitBrain, sight, denied, rounds, judged);
    }

    /** The member that is held to be the primary. */
    public Optional<MemberState> primary() {
        return member(leadership.primary());
    }

    /**
     * Whether nobody is held to be the primary, and somebody may be it who is not heard: nobody answers, or the member
     * that the spec lists as primary has not answered yet, nor failed for good.
     */
    public boolean awaitsPrimary() {
        MemberState listed = members.get(0);
        boolean silent = !listed.answering() && listed.held().reachability().status() != Reachability.Status.DOWN;
        return primary().isEmpty() && (sight.isBlind() || silent);
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

    /** Those of them that are missed while they do not: neither drained nor about to end. */
    public List<MemberState> wantedReplicas() {
        return expectedReplicas().stream()
                .filter(r -> r.member().rotation().isWanted())
                .toList();
    }

    /**
     * How many replicas should serve reads. At least one where a Service gives them: what it does not give any more is
     * among no members, and would be missed by nobody.
     */
    public int wantedReplicaCount() {
        int known = wantedReplicas().size();
        return plan.found() == null ? known : Math.max(1, known);
    }

    /** All members but the primary. */
    public List<MemberState> replicas() {
        return members.stream()
                .filter(m -> !m.member().name().equals(leadership.primary()))
                .toList();
    }
}
