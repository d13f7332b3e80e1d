package dev.sluice.routing.cache;

import dev.sluice.routing.cache.store.Change;
import dev.sluice.routing.cache.store.Dependencies;
import dev.sluice.routing.cache.store.EntryStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers invalidations, and keeps those that could not be delivered until they are. As long as one is kept, this
 * process reads nothing from the cache that it concerns; other processes may, until the TTL of what they read. Thread-safe.
 */
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(QueryCache.class);
    private static final Change NOTHING = new Change(Set.of(), Set.of(), null);
    private static final int MOST = 10_000;

    // Commands have a limit of their own, which is shorter as a rule.
    private static final Duration LAST_TRY = Duration.ofSeconds(5);

    private final EntryStore store;
    private final Gate gate;
    private final ScheduledExecutorService scheduler;
    private final Duration retryEvery;
    private final AtomicLong failures = new AtomicLong();

    // What is kept, in parts: only the first one may be on its way again.
    private volatile Change kept = NOTHING;
    private Change underway = NOTHING;
    private Change waiting = NOTHING;
    private boolean scheduled;
    private boolean closed;

    Outbox(EntryStore store, Gate gate, ScheduledExecutorService scheduler, Duration retryEvery) {
        this.store = store;
        this.gate = gate;
        this.scheduler = scheduler;
        this.retryEvery = retryEvery;
    }

    /**
     * Delivers an invalidation, now or later.
     *
     * @return whether it has been delivered now; never fails
     */
    CompletionStage<Boolean> send(Change change) {
        if (change.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        if (!gate.answers()) {
            // Whoever has written is not to wait for what has not answered others.
            keep(change, new IllegalStateException("Redis does not answer"));
            return CompletableFuture.completedFuture(false);
        }
        return store.invalidate(change).handle((done, error) -> {
            if (error != null) {
                gate.failed(error);
                keep(change, error);
            }
            return error == null;
        });
    }

    /** Whether something undelivered concerns an entry. */
    boolean concerns(String key, Dependencies dependencies) {
        Change now = kept;
        return !now.isEmpty()
                && (now.dependencies().contains(Dependencies.EVERYTHING) || now.concerns(key, dependencies));
    }

    /** How many names and keys wait to be delivered. */
    int size() {
        return count(kept);
    }

    /** How many deliveries have failed. */
    long failures() {
        return failures.get();
    }

    private synchronized void keep(Change change, Throwable error) {
        failures.incrementAndGet();
        if (kept.isEmpty() && closed) {
            lost(change, error);
        } else if (kept.isEmpty()) {
            LOG.warn(
                    "An invalidation could not be delivered to Redis and is tried again; until then other processes may"
                            + " read old results up to their TTL and stale windows: {}",
                    Causes.of(error).toString());
        }
        waiting = join(waiting, change);
        kept = join(underway, waiting);
        scheduleRetry();
    }

    private void scheduleRetry() {
        if (!scheduled) {
            scheduled = true;
            var unused = scheduler.schedule(this::retry, retryEvery.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Tries now what is kept. */
    void retry() {
        Change sent;
        synchronized (this) {
            scheduled = false;
            if (!underway.isEmpty() || waiting.isEmpty()) {
                return;
            }
            underway = waiting;
            waiting = NOTHING;
            sent = underway;
        }
        store.invalidate(sent).whenComplete((done, error) -> {
            if (error != null) {
                // Readers whom it concerns ask for nothing meanwhile, so nobody else may find out.
                gate.failed(error);
            }
            retried(error);
        });
    }

    private synchronized void retried(@Nullable Throwable error) {
        if (error != null) {
            failures.incrementAndGet();
            waiting = join(underway, waiting);
        } else {
            LOG.info("All of {} invalidations that were late have been delivered", count(underway));
        }
        underway = NOTHING;
        kept = waiting;
        if (!waiting.isEmpty()) {
            scheduleRetry();
        }
    }

    /** Tries for the last time what is kept, and says what is lost with this process. */
    void close() {
        Change last;
        synchronized (this) {
            last = closed ? NOTHING : kept;
            closed = true;
        }
        if (last.isEmpty()) {
            return;
        }
        try {
            store.invalidate(last).toCompletableFuture().get(LAST_TRY.toMillis(), TimeUnit.MILLISECONDS);
            kept = NOTHING;
            LOG.info("All of {} invalidations that were late have been delivered", count(last));
        } catch (ExecutionException e) {
            lost(last, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            lost(last, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lost(last, e);
        }
    }

    private static void lost(Change last, Throwable error) {
        LOG.error(
                "The cache is closed with {} invalidations that could not be delivered to Redis; other processes may read"
                        + " old results up to their TTL and stale windows: {}",
                count(last),
                Causes.of(error).toString());
    }

    private static int count(Change change) {
        return change.keys().size() + change.dependencies().size();
    }

    private static Change join(Change one, Change other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        Change both = one.and(other);
        return count(both) > MOST ? Change.EVERYTHING : both;
    }
}
