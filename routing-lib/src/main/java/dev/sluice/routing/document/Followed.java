package dev.sluice.routing.document;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A document that is published again and again, and of which the newest good one is kept. Thread-safe.
 *
 * @param <D> the document
 */
public interface Followed<D extends Published> extends AutoCloseable {

    /** The newest good document; null when none has arrived yet. */
    @Nullable
    D current();

    /** What is wrong with what has been read last, empty when nothing is. */
    String fault();

    /**
     * Tells a listener the current document at once, and then each newer one, in order and one at a time. The listener
     * must not block.
     *
     * @return ends the subscription when run; idempotent
     */
    Runnable subscribe(Consumer<D> listener);

    @Override
    void close();
}
