package dev.sluice.routing.cache;

import org.jspecify.annotations.Nullable;

/**
 * How a load ended that did not fail.
 *
 * @param began when, in nanoseconds as {@link System#nanoTime} counts
 * @param shared whether the value is not stored, but may be given to others: one by one, each with the right to load, those
 *     who have waited would load for nobody but themselves
 * @param value what was loaded
 */
record LoadEnd(long began, boolean shared, @Nullable Object value) {

    /** Whether it is as good as what a reader would load itself who came at that time. */
    boolean isFor(long came) {
        return shared && began - came > 0;
    }
}
