package dev.sluice.operator.cluster;

import dev.sluice.operator.access.AccessPlan;
import dev.sluice.routing.health.LagLimits;
import dev.sluice.routing.health.Thresholds;
import dev.sluice.routing.topology.Fallback;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the spec wants, with all defaults applied.
 *
 * @param id which resource
 * @param generation of the spec
 * @param database the database that is probed and routed to
 * @param members all servers, the one that the spec lists as primary first, those of a Service last
 * @param found what came of looking for members in a Service, null when the spec names none
 * @param access which Secrets sign in
 * @param schedule when and how long is asked
 * @param thresholds how many answers change a member's reachability
 * @param limits how far a replica may be behind
 * @param fallback what reads do when no replica is usable
 * @param acceptedTimeline a timeline that is accepted although a higher one was published, null for none
 * @param unreadableOrder what stands where such a timeline should, null when it is a number or nothing does
 */
public record ClusterPlan(
        ClusterId id,
        long generation,
        String database,
        List<Member> members,
        @Nullable Found found,
        AccessPlan access,
        Schedule schedule,
        Thresholds thresholds,
        LagLimits limits,
        Fallback fallback,
        @Nullable Integer acceptedTimeline,
        @Nullable String unreadableOrder) {

    public ClusterPlan {
        members = List.copyOf(members);
    }

    /** The names of the members that another plan has at the same address. */
    public Set<String> addressesKeptBy(ClusterPlan other) {
        return members.stream()
                .filter(mine -> other.members.stream().anyMatch(mine::isSameAs))
                .map(Member::name)
                .collect(Collectors.toSet());
    }

    /**
     * When and how long members are asked.
     *
     * @param interval between two rounds
     * @param timeout for one member in one round
     * @param paused whether no rounds are made at all
     */
    public record Schedule(Duration interval, Duration timeout, boolean paused) {}
}
