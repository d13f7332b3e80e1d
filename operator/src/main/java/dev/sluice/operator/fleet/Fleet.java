package dev.sluice.operator.fleet;

import dev.sluice.operator.access.SecretReader;
import dev.sluice.operator.cluster.ClusterId;
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

/** All clusters that this operator watches; empty and closed on an operator that does not lead. Thread-safe. */
@ApplicationScoped
public class Fleet {

    private final Map<Key, Watched> monitors = new ConcurrentHashMap<>();
    private final List<Consumer<ClusterState>> listeners = new CopyOnWriteArrayList<>();
    private final Watching watching;
    private final Pacer pacer;
    private boolean open;

    private record Key(String namespace, String name) {

        private static Key of(ClusterId id) {
            return new Key(id.namespace(), id.name());
        }
    }

    private record Watched(String uid, ClusterMonitor monitor) {}

    Fleet(Vertx vertx, Clock clock, RandomGenerator random, SecretReader secrets, ProbeMeter meter) {
        this.watching = new Watching(vertx, clock, random, secrets, meter, this::tell);
        this.pacer = new Pacer(vertx);
    }

    /** Adds one that is told of each cluster's state after each of its rounds, on an event loop: it must not block. */
    public void onRound(Consumer<ClusterState> listener) {
        listeners.add(listener);
    }

    /** Allows clusters to be watched, from now on. */
    public synchronized void open() {
        open = true;
    }

    /** Whether this very resource is watched. */
    public boolean watches(ClusterId id) {
        Watched watched = monitors.get(Key.of(id));
        return watched != null && watched.uid().equals(id.uid());
    }

    /**
     * Watches a cluster by this plan, from now on or going on. While closed, nothing is watched.
     *
     * @param plan what the spec wants now
     * @param resumed what an earlier operator knew, asked when the cluster is new to this one
     * @return what is held true now
     */
    public synchronized ClusterState watch(ClusterPlan plan, Supplier<ClusterState> resumed) {
        Watched known = monitors.get(Key.of(plan.id()));
        if (known != null && known.uid().equals(plan.id().uid())) {
            known.monitor().use(plan);
            return known.monitor().state();
        }
        if (!open) {
            return resumed.get();
        }
        if (known != null) {
            known.monitor().stop();
        }
        var monitor = new ClusterMonitor(watching, resumed.get());
        monitors.put(Key.of(plan.id()), new Watched(plan.id().uid(), monitor));
        pacer.await(monitor::begin);
        return monitor.state();
    }

    /** The state of this very resource; null when it is not watched. */
    public @Nullable ClusterState state(ClusterId id) {
        Watched watched = monitors.get(Key.of(id));
        return watched != null && watched.uid().equals(id.uid())
                ? watched.monitor().state()
                : null;
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

    /** Stops watching this resource; its connections are closed. One made anew under the same name is not touched. */
    public synchronized void forget(ClusterId id) {
        Watched gone = monitors.get(Key.of(id));
        if (gone != null && gone.uid().equals(id.uid())) {
            monitors.remove(Key.of(id));
            gone.monitor().stop();
        }
    }

    /** Stops all probes, for an operator that stops or leads no longer. */
    public synchronized void close() {
        open = false;
        monitors.values().forEach(watched -> watched.monitor().stop());
        monitors.clear();
    }

    private void tell(ClusterState state) {
        listeners.forEach(listener -> listener.accept(state));
    }
}
