package dev.sluice.routing.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * How long a caller waits for what others do.
 *
 * @param longest at most
 * @param over is complete when there is nothing to wait for any more
 */
record Patience(Duration longest, CompletableFuture<Void> over) {

    /** What is left of it, in nanoseconds, when the caller has waited since that {@link System#nanoTime}; 0 or less when nothing is. */
    long left(long begun) {
        return over.isDone() ? 0 : longest.toNanos() - (System.nanoTime() - begun);
    }

    /** Says that a caller has waited for long enough. */
    static final class EndedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EndedException() {
            super("others have taken too long", null, false, false);
        }
    }
}
