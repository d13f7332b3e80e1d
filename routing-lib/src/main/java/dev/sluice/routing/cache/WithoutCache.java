package dev.sluice.routing.cache;

import dev.sluice.routing.cache.Engine.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
        CompletableFuture<Answer> own = new CompletableFuture<>();
        if (nested) {
            try {
                executor.execute(() -> loadInto(own));
            } catch (Throwable e) {
                own.completeExceptionally(e);
            }
            return own;
        }
        if (load.isOfSession()) {
            inTurn(own);
            return own;
        }
        return shared(load.wantsCommitted() ? engine.loads : engine.loadsAt, own);
    }

    private CompletionStage<Answer> shared(Rounds<Answer> rounds, CompletableFuture<Answer> own) {
        Rounds.Place<Answer> place = rounds.join(flight, () -> inTurn(own));
        if (place.leads()) {
            return own;
        }
        CompletableFuture<Answer> result = new CompletableFuture<>();
        Runnable again = () -> shared(rounds, own).whenComplete((answer, error) -> end(result, answer, error));
        var unused = place.result().whenComplete((answer, error) -> {
            if (error != null && Causes.of(error) instanceof NotBegunException) {
                again.run();
            } else {
                end(result, answer, error);
            }
        });
        // What is late is still good, if it comes first.
        var unusedWait = place.overdue().thenRun(() -> {
            if (!result.isDone()) {
                again.run();
            }
        });
        return result;
    }

    private static void end(CompletableFuture<Answer> result, Answer answer, @Nullable Throwable error) {
        if (error == null) {
            result.complete(answer);
        } else {
            result.completeExceptionally(error);
        }
    }

    private CompletionStage<Answer> inTurn(CompletableFuture<Answer> own) {
        Turn turn = new Turn(own);
        engine.loadLimit.enter(() -> {
            hand(turn, executor);
            if (!turn.isOver()) {
                var unused = engine.scheduler.schedule(
                        () -> giveUp(turn), LONGEST_TO_BEGIN.toMillis(), TimeUnit.MILLISECONDS);
            }
            return turn.shared;
        });
        return turn.shared;
    }

    private void giveUp(Turn turn) {
        if (!turn.isOver()) {
            engine.late.execute(turn::giveUp);
        }
    }

    private void hand(Turn turn, Executor runner) {
        try {
            runner.execute(() -> {
                if (turn.begins()) {
                    loadInto(turn.own);
                } else {
                    inTurnOnThisThread(turn.own);
                }
            });
        } catch (Throwable e) {
            // A pool that cannot have another thread throws an Error.
            turn.giveUp();
            turn.own.completeExceptionally(e);
        }
    }

    /**
     * It has a thread, but its place by now is another's: with a place that is free it goes on, otherwise it waits for both again. Nobody
     * waits for it any more, and its executor does get to what it is given, so that place is kept for it.
     */
    private void inTurnOnThisThread(CompletableFuture<Answer> own) {
        Thread here = Thread.currentThread();
        AtomicBoolean waits = new AtomicBoolean();
        Turn turn = new Turn(own);
        engine.loadLimit.enter(() -> {
            hand(turn, task -> {
                if (!waits.get() && Thread.currentThread() == here) {
                    task.run();
                } else {
                    executor.execute(task);
                }
            });
            return turn.shared;
        });
        waits.set(true);
    }

    /** A place for a load: it begins, or the place is given up for good, and whoever begins later needs another one. */
    private static final class Turn {

        final CompletableFuture<Answer> own;
        final CompletableFuture<Answer> shared;
        private final AtomicBoolean over = new AtomicBoolean();

        Turn(CompletableFuture<Answer> own) {
            this.own = own;
            this.shared = own.copy();
        }

        boolean isOver() {
            return over.get();
        }

        boolean begins() {
            return over.compareAndSet(false, true);
        }

        void giveUp() {
            if (over.compareAndSet(false, true)) {
                shared.completeExceptionally(new NotBegunException());
            }
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
        engine.loadLimit.inside(() -> {
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
        });
    }

    // The key of a round has the codec's shape in it.
    @SuppressWarnings("unchecked")
    private @Nullable T cast(Answer answer) {
        return (T) answer.value();
    }
}
