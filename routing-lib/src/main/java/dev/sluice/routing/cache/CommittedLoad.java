package dev.sluice.routing.cache;

import static java.util.Objects.requireNonNull;

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
        return requireNonNull(
                loader.call(),
                "the loader has returned null instead of a stage; no value is a stage that ends with null");
    }

    @Override
    public boolean wantsCommitted() {
        return true;
    }
}
