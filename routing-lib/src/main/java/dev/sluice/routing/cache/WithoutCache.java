package dev.sluice.routing.cache;

import dev.sluice.routing.cache.Engine.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A read that does not use the store: some load at once, and readers of one key share a load. A read that a load makes
 * does neither, since that load already has a place, and whoever it would wait for may wait for it. What a loader has read that may ask
 * a replica is shared among such readers only, and what is read in a session is not shared: another session may be on a replica that lags, and nobody compares positions here.
 *
 * @param <T> the value
 */
final class WithoutCache<T> {

    /**
     * So long others wait for a load that was handed to an executor: it may be full, or drop what it is given, or its only thread
     * may be the one that waits here.
     */
    private static final Duration LONGEST_TO_BEGIN = Duration.ofSeconds(1);

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
            Turn mine = new Turn();
            hand(mine);
            return mine.own;
        }
        if (load.isOfSession()) {
            Turn mine = new Turn();
            inTurn(mine);
            return mine.own;
        }
        return shared(load.wantsCommitted() ? engine.loads : engine.loadsAt);
    }

    private CompletionStage<Answer> shared(Rounds<Answer> rounds) {
        Turn mine = new Turn();
        Rounds.Place<Answer> place = rounds.join(flight, () -> inTurn(mine));
        return place.leads()
                ? mine.own
                : place.result()
                        .exceptionallyCompose(error -> Causes.of(error) instanceof NotBegunException
                                ? shared(rounds)
                                : CompletableFuture.failedFuture(error));
    }

    private CompletionStage<Answer> inTurn(Turn mine) {
        engine.loadLimit.enter(() -> {
            hand(mine);
            return mine.shared;
        });
        return mine.shared;
    }

    private void hand(Turn mine) {
        try {
            executor.execute(() -> {
                mine.begun = true;
                engine.loadLimit.inside(() -> loadInto(mine.own));
            });
        } catch (Throwable e) {
            // A pool that cannot have another thread throws an Error.
            mine.giveUp();
            mine.own.completeExceptionally(e);
        }
        if (!mine.begun) {
            var unused = engine.scheduler.schedule(
                    mine::giveUpUnlessBegun, LONGEST_TO_BEGIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** A load that others may share, if the executor of who leads them gets to it. */
    private static final class Turn {

        final CompletableFuture<Answer> own = new CompletableFuture<>();
        final CompletableFuture<Answer> shared = own.copy();
        volatile boolean begun;

        void giveUpUnlessBegun() {
            if (!begun) {
                giveUp();
            }
        }

        void giveUp() {
            shared.completeExceptionally(new NotBegunException());
        }
    }

    /** Says that a load has not begun, so that whoever has waited for it makes one. */
    private static final class NotBegunException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotBegunException() {
            super("the executor has not begun to load", null, false, false);
        }
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
