package dev.sluice.routing.cache;

import dev.sluice.routing.cache.Engine.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A read that does not use the store: some load at once, and readers of one key share a load. A read that a load makes
 * does neither, since that load already has a place, and whoever it would wait for may wait for it. What a loader has read that may ask
 * a replica is shared among such readers only, and what is read in a session is not shared: another session may be on a replica that lags, and nobody compares positions here.
 *
 * @param <T> the value
 */
final class WithoutCache<T> {

    private final Engine engine;
    private final String flight;
    private final Load<T> load;
    private final Executor executor;
    private final RuleCounters counters;
    private final boolean nested;

    /**
     * A read of a key and shape.
     *
     * @param nested whether a load makes it that was let in
     * @param executor runs the loader
     */
    WithoutCache(Engine engine, String flight, Load<T> load, boolean nested, Executor executor, RuleCounters counters) {
        this.engine = engine;
        this.flight = flight;
        this.load = load;
        this.executor = executor;
        this.counters = counters;
        this.nested = nested;
    }

    CompletionStage<@Nullable T> begin() {
        counters.bypasses.increment();
        return answer().thenApply(this::cast);
    }

    private CompletionStage<Answer> answer() {
        if (nested) {
            return start(new CompletableFuture<>());
        }
        return load.isOfSession()
                ? inTurn()
                : (load.wantsCommitted() ? engine.loads : engine.loadsAt)
                        .join(flight, this::inTurn)
                        .result();
    }

    private CompletionStage<Answer> inTurn() {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        engine.loadLimit.enter(() -> start(answer));
        return answer;
    }

    private CompletableFuture<Answer> start(CompletableFuture<Answer> answer) {
        try {
            executor.execute(() -> engine.loadLimit.inside(() -> loadInto(answer)));
        } catch (Throwable e) {
            // A pool that cannot have another thread throws an Error.
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private void loadInto(CompletableFuture<Answer> answer) {
        counters.loads.increment();
        var unused = answer.whenComplete((value, error) -> {
            if (error != null) {
                counters.failures.increment();
            }
        });
        try {
            load.begin(position -> {}).whenComplete((value, error) -> {
                if (error != null) {
                    answer.completeExceptionally(Causes.of(error));
                } else {
                    answer.complete(new Answer(value));
                }
            });
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    // The key of a round has the codec's shape in it.
    @SuppressWarnings("unchecked")
    private @Nullable T cast(Answer answer) {
        return (T) answer.value();
    }
}
