package dev.sluice.routing.document;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners each document in order. One lock keeps a new listener from missing a document or hearing it twice.
 * Thread-safe.
 *
 * @param <D> the document
 */
public final class Subscribers<D extends Published> {

    private static final Logger LOG = LoggerFactory.getLogger(Subscribers.class);

    private final List<Consumer<D>> listeners = new ArrayList<>();
    private @Nullable D newest;

    /** Tells all listeners a newer document; returns when they have been told. */
    public synchronized void publish(D document) {
        newest = document;
        listeners.forEach(listener -> tell(listener, document));
    }

    /**
     * Adds a listener, which is told the newest document at once and must not block.
     *
     * @return ends the subscription when run; idempotent
     */
    public synchronized Runnable add(Consumer<D> listener) {
        listeners.add(listener);
        if (newest != null) {
            tell(listener, newest);
        }
        return () -> remove(listener);
    }

    /** Tells nobody any more. */
    public synchronized void clear() {
        listeners.clear();
    }

    private synchronized void remove(Consumer<D> listener) {
        listeners.remove(listener);
    }

    // One listener's fault must neither keep the document from the others nor end the poll that brought it.
    private static <D extends Published> void tell(Consumer<D> listener, D document) {
        try {
            listener.accept(document);
        } catch (RuntimeException e) {
            LOG.error("A listener failed on the document of revision {}", document.revision(), e);
        }
    }
}
