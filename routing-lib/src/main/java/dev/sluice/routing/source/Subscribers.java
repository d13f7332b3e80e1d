package dev.sluice.routing.source;

import dev.sluice.routing.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners each document in order. One lock keeps a new listener from missing a document or hearing it twice. */
final class Subscribers {

    private static final Logger LOG = LoggerFactory.getLogger(TopologySource.class);

    private final List<Consumer<Topology>> listeners = new ArrayList<>();
    private @Nullable Topology newest;

    synchronized void publish(Topology topology) {
        newest = topology;
        listeners.forEach(listener -> tell(listener, topology));
    }

    synchronized TopologySource.Subscription add(Consumer<Topology> listener) {
        listeners.add(listener);
        if (newest != null) {
            tell(listener, newest);
        }
        return () -> remove(listener);
    }

    synchronized void clear() {
        listeners.clear();
    }

    private synchronized void remove(Consumer<Topology> listener) {
        listeners.remove(listener);
    }

    // One listener's fault must neither keep the document from the others nor end the poll that brought it.
    private static void tell(Consumer<Topology> listener, Topology topology) {
        try {
            listener.accept(topology);
        } catch (RuntimeException e) {
            LOG.error("A listener failed on the endpoint document of revision {}", topology.revision(), e);
        }
    }
}
