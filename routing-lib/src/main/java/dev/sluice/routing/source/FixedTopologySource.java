package dev.sluice.routing.source;

import dev.sluice.routing.topology.Topology;
import java.util.function.Consumer;

/** A document that never changes. */
final class FixedTopologySource implements TopologySource {

    private final Topology topology;

    FixedTopologySource(Topology topology) {
        this.topology = topology;
    }

    @Override
    public Topology current() {
        return topology;
    }

    @Override
    public Subscription subscribe(Consumer<Topology> listener) {
        listener.accept(topology);
        return () -> {};
    }

    @Override
    public void close() {}
}
