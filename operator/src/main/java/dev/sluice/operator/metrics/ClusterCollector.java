package dev.sluice.operator.metrics;

import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.MemberState;
import dev.sluice.routing.health.Reachability;
import dev.sluice.routing.health.Standing;
import dev.sluice.routing.replication.Lag;
import dev.sluice.routing.topology.EndpointState;
import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Renders the meters of all clusters from their states when Prometheus asks. Nothing is kept between two scrapes, so a
 * cluster that is deleted, or watched by another replica of the operator, leaves no series behind.
 */
final class ClusterCollector extends Collector {

    private static final double MILLIS_PER_SECOND = 1000;

    private final Supplier<List<ClusterState>> states;

    ClusterCollector(Supplier<List<ClusterState>> states) {
        this.states = states;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        var page = new Page();
        for (ClusterState state : states.get()) {
            List<String> labels =
                    List.of(state.plan().id().namespace(), state.plan().id().name());
            boolean paused = state.plan().schedule().paused();
            page.add(Meter.CLUSTER_PAUSED, labels, paused ? 1 : 0);
            if (paused) {
                // What was known when it was paused may have changed since, and must not keep an alert firing, nor from
                // it.
                continue;
            }
            cluster(page, state, labels);
            thresholds(page, state, labels);
            for (MemberState member : state.members()) {
                member(page, member, with(labels, member.member().name()));
            }
        }
        return page.families();
    }

    private static void cluster(Page page, ClusterState state, List<String> labels) {
        page.add(Meter.FAILOVERS, labels, state.leadership().failovers());
        page.add(Meter.CLUSTER_SPLIT_BRAIN, labels, state.splitBrain() ? 1 : 0);
        page.add(Meter.CLUSTER_PROBE_BLIND, labels, state.sight().isBlind() ? 1 : 0);
        page.add(
                Meter.CLUSTER_USABLE_REPLICAS,
                labels,
                state.expectedReplicas().stream()
                        .filter(r -> r.verdict().state() == EndpointState.HEALTHY)
                        .count());
        page.add(Meter.CLUSTER_WANTED_REPLICAS, labels, state.wantedReplicaCount());
    }

    private static void thresholds(Page page, ClusterState state, List<String> labels) {
        for (AlertThreshold threshold : AlertThreshold.of(state.plan())) {
            List<String> all = new ArrayList<>(labels);
            all.addAll(List.of(threshold.member(), threshold.alert(), threshold.unit()));
            page.add(Meter.ALERT_THRESHOLD, all, threshold.value());
        }
    }

    private static void member(Page page, MemberState member, List<String> labels) {
        page.add(Meter.MEMBER_UP, labels, member.reachability().status() == Reachability.Status.UP ? 1 : 0);
        for (EndpointState state : EndpointState.values()) {
            page.add(
                    Meter.MEMBER_STATE,
                    with(labels, state.label()),
                    member.verdict().state() == state ? 1 : 0);
        }
        String role = role(member);
        for (String each : List.of("primary", "replica", "unknown")) {
            page.add(Meter.MEMBER_ROLE, with(labels, each), each.equals(role) ? 1 : 0);
        }
        if (member.lag() instanceof Lag.Known lag) {
            page.add(Meter.MEMBER_LAG_SECONDS, labels, lag.time().toMillis() / MILLIS_PER_SECOND);
            page.add(Meter.MEMBER_LAG_BYTES, labels, lag.bytes());
        } else if (member.lag() instanceof Lag.Unknown lag && lag.bytes() != null) {
            page.add(Meter.MEMBER_LAG_BYTES, labels, lag.bytes());
        }
        if (member.answeredAt() != null) {
            page.add(Meter.MEMBER_LAST_SUCCESS, labels, member.answeredAt().toEpochMilli() / MILLIS_PER_SECOND);
        }
    }

    private static String role(MemberState member) {
        Standing standing = member.standing();
        if (standing == null || member.facts() == null) {
            return "unknown";
        }
        return member.facts().inRecovery() ? "replica" : "primary";
    }

    private static List<String> with(List<String> labels, String last) {
        List<String> all = new ArrayList<>(labels);
        all.add(last);
        return all;
    }
}
