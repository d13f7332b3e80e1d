package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.sentinel.Named;
import io.lettuce.core.RedisConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All Sentinels of a master, each asked for itself. What those say counts that have the newest configuration, so one that is behind,
 * or is cut off with a former master, holds nobody there who reaches another one. Thread-safe.
 */
final class Sentinels {

    /** When one has answered, the others are waited for so long at most. */
    private static final Duration GRACE = Duration.ofMillis(250);

    private final List<Sentinel> all;
    private final Duration patience;

    /** @param patience when none has answered */
    Sentinels(List<Sentinel> all, Duration patience) {
        this.all = List.copyOf(all);
        this.patience = patience;
    }

    /** Whom they name, one at least: several only if Sentinels of one configuration do not agree. */
    CompletableFuture<List<Named>> newest() {
        return new Round().result;
    }

    /** Asks none any more; done when none is being connected to. */
    CompletableFuture<Void> close() {
        return CompletableFuture.allOf(all.stream().map(Sentinel::close).toArray(CompletableFuture[]::new));
    }

    private final class Round {

        final CompletableFuture<List<Named>> result = new CompletableFuture<>();
        private final List<Named> named = new ArrayList<>();
        private @Nullable Throwable failure;
        private int waiting = all.size();

        Round() {
            endAfter(patience);
            for (Sentinel each : all) {
                var unused = each.ask().whenComplete(this::answered);
            }
        }

        private void answered(@Nullable Named answer, @Nullable Throwable error) {
            boolean first;
            synchronized (this) {
                waiting--;
                if (answer != null) {
                    named.add(answer);
                } else if (failure == null) {
                    failure = error;
                }
                if (waiting == 0) {
                    end();
                    return;
                }
                first = answer != null && named.size() == 1;
            }
            if (first) {
                endAfter(GRACE);
            }
        }

        private void endAfter(Duration time) {
            var unused = CompletableFuture.runAsync(
                    this::end,
                    CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS, Runnable::run));
        }

        private void end() {
            List<Named> newest;
            Throwable reason;
            synchronized (this) {
                newest = Named.newest(named);
                reason = failure;
            }
            if (newest.isEmpty()) {
                String text = "no Sentinel has named a master";
                result.completeExceptionally(
                        reason == null
                                ? new RedisConnectionException(text + " within " + patience.toMillis() + " ms")
                                : new RedisConnectionException(text, reason));
            } else {
                result.complete(newest);
            }
        }
    }
}
