package dev.sluice.routing.cache;

import org.jspecify.annotations.Nullable;

/**
 * Loads a value that the cache does not have.
 *
 * @param <T> the value
 * @param <E> what loading may throw; it reaches whoever asked, and is never cached
 */
@FunctionalInterface
public interface Loader<T, E extends Exception> {

    /** The value; null when there is none. */
    @Nullable
    T load() throws E;
}
