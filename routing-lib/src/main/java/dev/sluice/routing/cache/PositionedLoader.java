package dev.sluice.routing.cache;

import dev.sluice.routing.cache.store.ReadPosition;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Loads a value and tells where in the database's history it was read, so that what a lagging replica answered does not
 * outlive the invalidation of a write that the replica had not replayed.
 *
 * @param <T> the value
 * @param <E> what loading may throw; it reaches whoever asked, and is never cached
 */
@FunctionalInterface
public interface PositionedLoader<T, E extends Exception> {

    /**
     * The value; null when there is none.
     *
     * @param position is told the position; when it is not told, nothing is cached
     */
    @Nullable
    T load(Consumer<ReadPosition> position) throws E;
}
