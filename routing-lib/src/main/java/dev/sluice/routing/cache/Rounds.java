package dev.sluice.routing.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets many who want the same share the work, and each of them gets a result of work that began after it had asked: one
 * round at a time is under way for a key, and whoever comes meanwhile joins the next one. Sharing a round that is under
 * way would give out what was true before an invalidation that has been acknowledged since. A round that does not end keeps
 * the next one waiting for a while only, and those in it are told then. Thread-safe.
 *
 * @param <T> the result
 */
final class Rounds<T> {

    private final ConcurrentHashMap<String, Line<T>> lines = new ConcurrentHashMap<>();
    private final Duration longest;
    private final Executor late;

    /**
     * No round yet.
     *
     * @param longest after which a round is overdue, and the next one begins
     * @param late begins it then, and tells those in the one that is overdue
     */
    Rounds(Duration longest, Executor late) {
        this.longest = longest;
        this.late = late;
    }

    private static final class Round<T> {
        final CompletableFuture<T> result = new CompletableFuture<>();
        final CompletableFuture<Void> overdue = new CompletableFuture<>();
        final Supplier<CompletionStage<T>> work;

        Round(Supplier<CompletionStage<T>> work) {
            this.work = work;
        }
    }

    private record Line<T>(Round<T> running, @Nullable Round<T> next) {}

    /**
     * A place in a round.
     *
     * @param result of the round
     * @param overdue is complete when that takes too long: who joins once more gets a place in the next round
     * @param leads whether it is one's own work that is done
     */
    record Place<T>(CompletableFuture<T> result, CompletableFuture<Void> overdue, boolean leads) {}

    /** Joins the next round for a key; the work is done only by the first one to join. */
    Place<T> join(String key, Supplier<CompletionStage<T>> work) {
        Round<T> mine = new Round<>(work);
        Line<T> line = lines.compute(key, (k, now) -> {
            if (now == null) {
                return new Line<>(mine, null);
            }
            return now.next() == null ? new Line<>(now.running(), mine) : now;
        });
        if (line.running() == mine) {
            start(key, mine);
            return new Place<>(mine.result, mine.overdue, true);
        }
        Round<T> next = line.next();
        if (next == null) {
            throw new IllegalStateException("a line without a place for who has just joined");
        }
        return new Place<>(next.result, next.overdue, next == mine);
    }

    private void start(String key, Round<T> round) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        // Before the work, which may be done on this thread and take long.
        var unused = turn.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS).whenComplete((ended, overdue) -> {
            if (overdue == null) {
                advance(key);
            } else {
                late.execute(() -> {
                    round.overdue.complete(null);
                    advance(key);
                });
            }
        });
        CompletionStage<T> running;
        try {
            running = round.work.get();
        } catch (Throwable e) {
            running = CompletableFuture.failedFuture(e);
        }
        running.whenComplete((value, error) -> {
            if (error == null) {
                round.result.complete(value);
            } else {
                round.result.completeExceptionally(Causes.of(error));
            }
            turn.complete(null);
        });
    }

    private void advance(String key) {
        Line<T> left =
                lines.computeIfPresent(key, (k, now) -> now.next() == null ? null : new Line<>(now.next(), null));
        if (left != null) {
            start(key, left.running());
        }
    }
}
