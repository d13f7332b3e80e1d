package dev.sluice.routing.monitor;

import dev.sluice.routing.monitor.Monitor.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one round run at a time. Whoever asks gets a round that begins after the asking, shared with all who ask until it
 * begins; two rounds are at least a gap apart.
 */
final class RoundQueue {

    private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

    private final Runnable round;
    private final Duration gap;
    private final Surroundings around;

    private @Nullable CompletableFuture<Void> waiting;
    private boolean running;
    private boolean closed;
    private Instant lastEnd;

    RoundQueue(Runnable round, Duration gap, Surroundings around) {
        this.round = round;
        this.gap = gap;
        this.around = around;
        this.lastEnd = Instant.EPOCH;
    }

    /** A round that begins from now on; completes when it has ended. */
    synchronized CompletableFuture<Void> request() {
        if (closed) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> shared = waiting;
        if (shared == null) {
            shared = new CompletableFuture<>();
            waiting = shared;
            if (!running) {
                plan();
            }
        }
        return shared;
    }

    /** As {@link #request}, for a caller that does not wait. */
    void nudge() {
        var unused = request();
    }

    /** How long ago the last round ended. */
    synchronized Duration age() {
        return Duration.between(lastEnd, around.time().instant());
    }

    synchronized void close() {
        closed = true;
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void plan() {
        running = true;
        long delay = gap.minus(age()).toMillis();
        if (delay <= 0) {
            around.executor().execute(this::run);
        } else {
            var unused = around.scheduler()
                    .schedule(() -> around.executor().execute(this::run), delay, TimeUnit.MILLISECONDS);
        }
    }

    private void run() {
        CompletableFuture<Void> own = begin();
        try {
            round.run();
        } catch (RuntimeException e) {
            if (isClosed()) {
                LOG.debug("A round of checks was cut off by the end", e);
            } else {
                LOG.error("A round of checks failed", e);
            }
        } finally {
            end();
            own.complete(null);
        }
    }

    private synchronized CompletableFuture<Void> begin() {
        CompletableFuture<Void> own = waiting == null ? new CompletableFuture<>() : waiting;
        waiting = null;
        return own;
    }

    private synchronized void end() {
        running = false;
        lastEnd = around.time().instant();
        if (waiting != null && !closed) {
            plan();
        }
    }
}
