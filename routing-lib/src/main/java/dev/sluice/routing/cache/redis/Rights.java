package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.store.Dependencies;
import dev.sluice.routing.cache.store.RightMissingException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the user may do all that a cache has to do. One that may do a part only would be worse than none: who may not delete a
 * lease, for one, makes each reader wait for its end. Thread-safe.
 */
final class Rights {

    private final RedisLink link;
    private final String[] keys;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile @Nullable RightMissingException missing;

    Rights(RedisLink link, KeyNames names) {
        this.link = link;
        // No statement has an empty name, so the second key is nobody's.
        this.keys = new String[] {names.version(Dependencies.EVERYTHING), names.turn("")};
    }

    /** What is not permitted, as far as is known. */
    @Nullable
    RightMissingException missing() {
        return missing;
    }

    /**
     * Asks the server, by doing everything once.
     *
     * @return fails with what is not permitted, or because the server gives no answer
     */
    CompletionStage<Void> check() {
        return Script.CHECK
                .<byte[]>run(link.commands(), keys)
                .handle((answer, error) -> {
                    if (error != null && !Refusal.isOfRight(error)) {
                        return CompletableFuture.<Void>failedFuture(error);
                    }
                    missing = error == null ? null : new RightMissingException(Refusal.said(error));
                    RightMissingException found = missing;
                    return found == null
                            ? CompletableFuture.<Void>completedFuture(null)
                            : CompletableFuture.<Void>failedFuture(found);
                })
                .thenCompose(stage -> stage);
    }

    /** The answer to a question; if it is that something is not permitted, it is found out what. */
    <T> CompletionStage<T> watched(Supplier<CompletionStage<T>> question) {
        return question.get().whenComplete((answer, error) -> {
            if (error != null && Refusal.isOfRight(error) && asking.compareAndSet(false, true)) {
                check().whenComplete((done, other) -> asking.set(false));
            }
        });
    }
}
