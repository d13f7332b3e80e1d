package dev.sluice.operator.fleet;

import dev.sluice.operator.access.SecretReader;
import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.cluster.ClusterState;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All clusters that this operator watches. Empty on an operator that does not lead: clusters come by reconciliation,
 * and only the leader reconciles. Thread-safe.
 */
@ApplicationScoped
public class Fleet {

    private final Map<Key, Watched> monitors = new ConcurrentHashMap<>();
    private final List<Consumer<ClusterState>> listeners = new CopyOnWriteArrayList<>();
    private final Watching watching;
    private final Pacer pacer;
    private volatile boolean closed;

    private record Key(String namespace, String name) {}

    private record Watched(String uid, ClusterMonitor monitor) {}

    Fleet(Vertx vertx, Clock clock, RandomGenerator random, SecretReader secrets, ProbeMeter meter) {
        this.watching = new Watching(vertx, clock, random, secrets, meter, this::tell);
        this.pacer = new Pacer(vertx);
    }

    /** Adds one that is told of each cluster's state after each of its rounds, on an event loop: it must not block. */
    public void onRound(Consumer<ClusterState> listener) {
        listeners.add(listener);
    }

    /**
     * Watches a cluster by this plan, from now on or going on.
     *
     * @param plan what the spec wants now
     * @param resumed what an earlier operator knew, asked when the cluster is new to this one
     * @return what is held true now
     */
    public ClusterState watch(ClusterPlan plan, Supplier<ClusterState> resumed) {
        var key = new Key(plan.id().namespace(), plan.id().name());
        Watched watched = monitors.compute(key, (k, known) -> {
            if (known != null && known.uid().equals(plan.id().uid())) {
                known.monitor().use(plan);
                return known;
            }
            if (known != null) {
                known.monitor().stop();
            }
            var monitor = new ClusterMonitor(watching, resumed.get());
            if (!closed) {
                pacer.await(monitor::begin);
            }
            return new Watched(plan.id().uid(), monitor);
        });
        return watched.monitor().state();
    }

    /** The state of a cluster; null when it is not watched. */
    public @Nullable ClusterState state(String namespace, String name) {
        Watched watched = monitors.get(new Key(namespace, name));
        return watched == null ? null : watched.monitor().state();
    }

    /** The states of all clusters. */
    public List<ClusterState> states() {
        return monitors.values().stream().map(w -> w.monitor().state()).toList();
    }

    /** Stops watching a cluster; its connections are closed. */
    public void forget(String namespace, String name) {
        Watched gone = monitors.remove(new Key(namespace, name));
        if (gone != null) {
            gone.monitor().stop();
        }
    }

    /** Stops all probes for good, for an operator that stops or leads no longer. */
    public void close() {
        closed = true;
        monitors.values().forEach(watched -> watched.monitor().stop());
        monitors.clear();
    }

    private void tell(ClusterState state) {
        listeners.forEach(listener -> listener.accept(state));
    }
}
