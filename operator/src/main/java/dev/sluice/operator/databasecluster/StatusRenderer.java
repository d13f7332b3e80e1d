package dev.sluice.operator.databasecluster;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.EndpointsStatus;
import dev.sluice.api.v1alpha1.ReplicaCount;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.cluster.MemberState;
import dev.sluice.routing.replication.Lag;
import dev.sluice.routing.topology.EndpointState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Renders the status of a cluster. Pure. */
final class StatusRenderer {

    private StatusRenderer() {}

    static DatabaseClusterStatus render(
            ClusterState state, Publication publication, @Nullable DatabaseClusterStatus before, Instant now) {
        List<MemberState> replicas = state.replicas();
        List<Condition> known = before == null ? List.of() : before.conditions();
        long generation = generation(state, before);
        return new DatabaseClusterStatus(
                generation,
                ClusterConditions.of(state, generation, publication, known, now),
                state.leadership().primary(),
                state.leadership().timeline(),
                state.leadership().systemIdentifier(),
                state.leadership().acceptedTimeline(),
                count(state),
                maxLagText(replicas),
                known(lags(replicas).max()),
                known(lags(usable(replicas)).average()),
                state.members().stream().map(MemberStatuses::of).toList(),
                endpoints(publication, before));
    }

    // Whoever waits for an edited resource must not take what was found by the spec before for an answer.
    private static long generation(ClusterState state, @Nullable DatabaseClusterStatus before) {
        Long answered = before == null ? null : before.observedGeneration();
        return state.isJudged() || answered == null ? state.plan().generation() : answered;
    }

    private static ReplicaCount count(ClusterState state) {
        List<MemberState> replicas = state.expectedReplicas();
        return ReplicaCount.of(usable(replicas).size(), replicas.size());
    }

    static List<MemberState> usable(List<MemberState> replicas) {
        return replicas.stream()
                .filter(r -> r.verdict().state() == EndpointState.HEALTHY)
                .toList();
    }

    private static DoubleStream lags(List<MemberState> replicas) {
        return replicas.stream()
                .map(MemberState::lag)
                .filter(Lag.Known.class::isInstance)
                .mapToDouble(lag -> MemberStatuses.seconds((Lag.Known) lag));
    }

    private static @Nullable Double known(OptionalDouble value) {
        return value.isPresent() ? Math.round(value.getAsDouble() * 1000) / 1000.0 : null;
    }

    // The longest of some lags is not the longest lag when another one is not known.
    private static @Nullable String maxLagText(List<MemberState> replicas) {
        if (replicas.isEmpty()) {
            return null;
        }
        boolean unknown = replicas.stream().anyMatch(r -> r.answering() && r.lag() instanceof Lag.Unknown);
        OptionalDouble longest = lags(replicas).max();
        if (unknown || longest.isEmpty()) {
            return "unknown";
        }
        double seconds = longest.getAsDouble();
        return seconds == Math.rint(seconds)
                ? String.format(Locale.ROOT, "%.0fs", seconds)
                : String.format(Locale.ROOT, "%.1fs", Math.max(seconds, 0.1));
    }

    private static @Nullable EndpointsStatus endpoints(
            Publication publication, @Nullable DatabaseClusterStatus before) {
        if (publication instanceof Publication.Done done) {
            return new EndpointsStatus(done.configMap(), done.revision(), done.at());
        }
        // The revision must outlive a ConfigMap that is deleted, or the next document would be refused as an old one.
        return before == null ? null : before.endpoints();
    }
}
