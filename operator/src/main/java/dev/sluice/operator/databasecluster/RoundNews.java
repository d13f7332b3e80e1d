package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.operator.cluster.ClusterId;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.fleet.Fleet;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides after each round whether the reconciler has to look: only when the status would say something new or another
 * document would be published. So a quiet fleet costs its probes and nothing else. Thread-safe.
 */
@Singleton
final class RoundNews {

    private final RoundEventSource rounds;
    private final Map<ClusterId, Reported> reported = new ConcurrentHashMap<>();

    private record Reported(
            ClusterState state,
            Publication publication,
            @Nullable DatabaseClusterStatus status) {}

    RoundNews(Fleet fleet, RoundEventSource rounds) {
        this.rounds = rounds;
        fleet.onRound(this::hear);
    }

    /** What the reconciler has written last. */
    void reported(ClusterState state, Publication publication, @Nullable DatabaseClusterStatus status) {
        reported.put(state.plan().id(), new Reported(state, publication, status));
    }

    void forget(ClusterId cluster) {
        reported.remove(cluster);
    }

    void forgetAll() {
        reported.clear();
    }

    private void hear(ClusterState state) {
        Reported last = reported.get(state.plan().id());
        if (last == null || differs(last, state)) {
            rounds.trigger(state.plan().id());
        }
    }

    private static boolean differs(Reported last, ClusterState state) {
        if (last.state().rounds() == 0
                || last.state().sight() != state.sight()
                || last.state().sparesMembers() != state.sparesMembers()) {
            return true;
        }
        if (!TopologyRenderer.render(last.state()).sameRouting(TopologyRenderer.render(state))) {
            return true;
        }
        DatabaseClusterStatus status = last.status();
        // A time that appears in it is that of a change, which is news by itself.
        return StatusChange.isWorthWriting(
                status, StatusRenderer.render(state, last.publication(), status, Instant.EPOCH), state.plan());
    }
}
