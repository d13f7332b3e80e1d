package dev.sluice.routing.cache;

import dev.sluice.routing.cache.decision.Breaker;
import dev.sluice.routing.cache.store.EntryStore;
import dev.sluice.routing.cache.store.RightMissingException;
import dev.sluice.routing.cache.store.StillConnectingException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps readers from a store that does not answer, and finds out when it does again. Thread-safe. */
final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(QueryCache.class);

    private final EntryStore store;
    private final ScheduledExecutorService scheduler;
    private final Duration trialEvery;
    private volatile Runnable onReturn = () -> {};
    private volatile Breaker breaker;
    private volatile boolean paused;
    private volatile boolean missingRightTold;

    Gate(EntryStore store, ScheduledExecutorService scheduler, int threshold, Duration trialEvery) {
        this.store = store;
        this.scheduler = scheduler;
        this.trialEvery = trialEvery;
        this.breaker = Breaker.closed(threshold);
    }

    /** Runs this whenever the store answers again. */
    void whenBack(Runnable action) {
        onReturn = action;
    }

    /** Whether the store has answered lately. */
    boolean answers() {
        return !breaker.open();
    }

    /** Keeps all readers from the store, whatever it answers. */
    void pause() {
        paused = true;
    }

    /** Ends the pause. */
    void resume() {
        paused = false;
    }

    /** Whether the store may be asked. */
    boolean lets() {
        return answers() && !paused;
    }

    void answered() {
        if (breaker.failures() > 0) {
            change(Breaker::answered);
        }
    }

    void failed(Throwable error) {
        if (Causes.of(error) instanceof StillConnectingException) {
            return;
        }
        Breaker before = change(Breaker::failed);
        if (!before.open() && before.failed().open()) {
            missingRightTold = Causes.of(error) instanceof RightMissingException;
            LOG.warn(
                    "The cache is out of use until Redis answers again, results come from the database: {}",
                    text(error));
            tryLater();
        }
    }

    /** Takes a step; returns what was before. */
    private synchronized Breaker change(UnaryOperator<Breaker> step) {
        Breaker before = breaker;
        breaker = step.apply(before);
        return before;
    }

    private void tryLater() {
        var unused = scheduler.schedule(this::tryNow, trialEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tryNow() {
        store.ping().whenComplete((answer, error) -> {
            if (error != null) {
                if (Causes.of(error) instanceof RightMissingException && !missingRightTold) {
                    missingRightTold = true;
                    LOG.warn("The cache stays out of use until Redis permits what it needs: {}", text(error));
                } else {
                    LOG.debug("Redis does not answer yet: {}", text(error));
                }
                tryLater();
            } else {
                change(Breaker::tried);
                LOG.info("Redis answers again, the cache is in use");
                onReturn.run();
            }
        });
    }

    private static String text(Throwable error) {
        Throwable cause = Causes.of(error);
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }
}
