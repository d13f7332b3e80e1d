package dev.sluice.routing.cache;

import dev.sluice.routing.cache.store.ReadPosition;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A load by a loader of which its caller vouches that it reads what is committed.
 *
 * @param <T> the value
 * @param loader begins to load
 */
record CommittedLoad<T>(Callable<? extends CompletionStage<@Nullable T>> loader) implements Load<T> {

    @Override
    public CompletionStage<@Nullable T> begin(Consumer<ReadPosition> position) throws Exception {
        position.accept(ReadPosition.CURRENT);
        return loader.call();
    }

    @Override
    public boolean wantsCommitted() {
        return true;
    }
}
