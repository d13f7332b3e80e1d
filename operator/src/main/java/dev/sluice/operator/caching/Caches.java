package dev.sluice.operator.caching;

import dev.sluice.operator.access.SecretReader;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** All caches that this operator watches; empty and closed on an operator that does not lead. Thread-safe. */
@ApplicationScoped
public class Caches {

    private static final long SPREAD_MILLIS = 10;

    private final Map<Key, CacheMonitor> monitors = new ConcurrentHashMap<>();
    private final List<Consumer<CacheState>> listeners = new CopyOnWriteArrayList<>();
    private final CacheWatching watching;
    private boolean open;

    private record Key(String namespace, String name) {

        private static Key of(PolicyId id) {
            return new Key(id.namespace(), id.name());
        }
    }

    Caches(Vertx vertx, Clock clock, RandomGenerator random, SecretReader secrets) {
        this.watching = new CacheWatching(vertx, clock, random, secrets, this::tell);
    }

    /** Adds one that is told of each cache's state after each reading, on an event loop: it must not block. */
    public void onReading(Consumer<CacheState> listener) {
        listeners.add(listener);
    }

    /** Allows caches to be watched, from now on. */
    public synchronized void open() {
        open = true;
    }

    /**
     * Watches a cache by this plan, from now on or going on. While closed, nothing is watched.
     *
     * @return what is held true now
     */
    public synchronized CacheState watch(CachePlan plan) {
        CacheMonitor known = monitors.get(Key.of(plan.id()));
        if (known != null && isOf(known, plan.id())) {
            known.use(plan);
            return known.state();
        }
        if (!open) {
            return CacheState.begin(plan);
        }
        if (known != null) {
            known.stop();
        }
        var monitor = new CacheMonitor(watching, plan);
        monitors.put(Key.of(plan.id()), monitor);
        // Of those that come all at once, as at the start of the operator, not all sign in at once.
        long spread = SPREAD_MILLIS * (monitors.size() - 1);
        monitor.begin(Duration.ofMillis(watching.random().nextLong(spread + 1)));
        return monitor.state();
    }

    /** Whether this very policy is watched. */
    public boolean watches(PolicyId id) {
        CacheMonitor known = monitors.get(Key.of(id));
        return known != null && isOf(known, id);
    }

    /** The states of all caches. */
    public List<CacheState> states() {
        return monitors.values().stream().map(CacheMonitor::state).toList();
    }

    /** Stops watching this policy; its connection is closed. One made anew under the same name is not touched. */
    public synchronized void forget(PolicyId id) {
        CacheMonitor known = monitors.get(Key.of(id));
        if (known != null && isOf(known, id)) {
            monitors.remove(Key.of(id));
            known.stop();
        }
    }

    /** Stops all readings, for an operator that stops or leads no longer. */
    public synchronized void close() {
        open = false;
        monitors.values().forEach(CacheMonitor::stop);
        monitors.clear();
    }

    private static boolean isOf(CacheMonitor monitor, PolicyId id) {
        return monitor.state().plan().id().equals(id);
    }

    private void tell(CacheState state) {
        listeners.forEach(listener -> listener.accept(state));
    }
}
