package dev.sluice.routing.source;

import dev.sluice.routing.topology.Topology;
import java.util.function.Consumer;

/** Gives the endpoint document and each newer one. Thread-safe. */
public interface TopologySource extends AutoCloseable {

    /** The newest good document. */
    Topology current();

    /**
     * Tells a listener the current document at once, and then each newer one, in order and one at a time. The listener
     * must not block.
     *
     * @return ends the subscription when closed
     */
    Subscription subscribe(Consumer<Topology> listener);

    /** What is wrong with what the source has read last, empty when nothing is. */
    default String fault() {
        return "";
    }

    @Override
    void close();

    /** A listener's place in the line. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {

        /** Ends it; idempotent. */
        @Override
        void close();
    }
}
