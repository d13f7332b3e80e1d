package dev.sluice.routing.cache;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The turn to warm a statement. While the statement runs it is held by a short lease that is renewed, so a process that dies
 * keeps it no longer than that; only who has stored a value keeps it for the interval. Thread-safe.
 */
final class HeldTurn {

    private static final Logger LOG = LoggerFactory.getLogger(QueryCache.class);

    private final Engine engine;
    private final String name;
    private final String token;
    private final long taken = System.nanoTime();
    private final ScheduledFuture<?> renewals;
    private CompletionStage<?> last = CompletableFuture.completedFuture(null);
    private boolean ended;

    private HeldTurn(Engine engine, String name, String token) {
        this.engine = engine;
        this.name = name;
        this.token = token;
        long every = Math.max(1, engine.settings.lease().toMillis() / 3);
        renewals = engine.scheduler.scheduleWithFixedDelay(this::holdLonger, every, every, TimeUnit.MILLISECONDS);
    }

    /**
     * Takes the turn, and waits for the answer.
     *
     * @param name the statement's
     * @return null when another one has it
     */
    static @Nullable HeldTurn take(Engine engine, String name) {
        String token = engine.ids.get();
        boolean mine = engine.store
                .takeTurn(name, token, engine.settings.lease())
                .toCompletableFuture()
                .join();
        return mine ? new HeldTurn(engine, name, token) : null;
    }

    /** Nobody else has the turn until the interval is over, which began when the turn was taken. */
    void keep(Duration every) {
        Duration rest = every.minusNanos(System.nanoTime() - taken);
        if (rest.toMillis() <= 0) {
            leave();
            return;
        }
        // A lease may have lapsed unseen by others; if somebody has taken the turn since, it is theirs.
        end(() -> engine.store
                .renewTurn(name, token, rest)
                .thenCompose(held ->
                        held ? CompletableFuture.completedFuture(true) : engine.store.takeTurn(name, token, rest)));
    }

    /** Another one may have the turn at once. */
    void leave() {
        end(() -> engine.store.leaveTurn(name, token));
    }

    private synchronized void holdLonger() {
        if (!ended) {
            last = engine.store
                    .renewTurn(name, token, engine.settings.lease())
                    .whenComplete((held, error) -> told(error));
        }
    }

    // Behind a renewal that is under way, which would make it short again.
    private synchronized void end(Supplier<CompletionStage<?>> how) {
        ended = true;
        renewals.cancel(false);
        last = last.handle((done, ignored) -> how.get())
                .thenCompose(stage -> stage)
                .whenComplete((done, error) -> told(error));
    }

    private void told(@Nullable Throwable error) {
        if (error != null) {
            LOG.debug("The turn to warm statement {} could not be changed, and ends with its lease", name, error);
        }
    }
}
