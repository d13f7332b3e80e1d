package dev.sluice.routing.it;

import dev.sluice.routing.source.TopologyOrigin;
import dev.sluice.routing.source.TopologySource;
import dev.sluice.routing.topology.Topology;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** Documents that a test publishes by itself. */
final class MemoryTopology implements TopologyOrigin, TopologySource {

    private final List<Consumer<Topology>> listeners = new CopyOnWriteArrayList<>();
    private volatile Topology current;

    MemoryTopology(Topology first) {
        this.current = first;
    }

    void publish(Topology next) {
        current = next;
        listeners.forEach(listener -> listener.accept(next));
    }

    @Override
    public TopologySource open(ScheduledExecutorService scheduler) {
        return this;
    }

    @Override
    public Topology current() {
        return current;
    }

    @Override
    public Subscription subscribe(Consumer<Topology> listener) {
        listeners.add(listener);
        listener.accept(current);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {}
}
