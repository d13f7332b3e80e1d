package dev.sluice.routing.cache;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How a load ended that did not fail.
 *
 * @param began when, in nanoseconds as {@link System#nanoTime} counts
 * @param shared whether the value is not stored, but may be given to others: one by one, each with the right to load, those
 *     who have waited would load for nobody but themselves
 * @param committed whether the value is not older than what was committed when the load began
 * @param value what was loaded
 */
record LoadEnd(
        long began,
        boolean shared,
        boolean committed,
        @Nullable Object value) {

    /** Whether it is as good as what a reader would load itself who came at that time. */
    boolean isFor(long came, Load<?> own) {
        return shared && began - came > 0 && (committed || !own.wantsCommitted());
    }

    /** Whether a load has ended and has nothing for a reader: neither its value, nor its error. */
    static boolean isNothingFor(CompletableFuture<LoadEnd> load, long came, Load<?> own) {
        return load.isDone() && !load.isCompletedExceptionally() && !load.join().isFor(came, own);
    }
}
