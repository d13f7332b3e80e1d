package dev.sluice.routing.cache;

import dev.sluice.routing.cache.store.ReadPosition;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A load as the cache runs it, whatever sort of loader is behind it.
 *
 * @param <T> the value
 */
@FunctionalInterface
interface Load<T> {

    /** Begins it; may throw what loading throws. */
    CompletionStage<@Nullable T> begin(Consumer<ReadPosition> position) throws Exception;

    /** Whether it reads in the session of who asks, who must see at least what that session has committed. */
    default boolean isOfSession() {
        return false;
    }

    /** Whether who asks must see all that is committed, so that what another one has read from a replica may be too old. */
    default boolean wantsCommitted() {
        return false;
    }
}
