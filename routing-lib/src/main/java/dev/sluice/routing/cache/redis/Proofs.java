package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.store.ChangeListener;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Proves again and again that all changes have been told, by an answer of the server on the connection with {@link Tracking}.
 * In a cluster it is one that only the node gives that has the policy's keys. Thread-safe.
 */
final class Proofs {

    private static final Logger LOG = LoggerFactory.getLogger(Proofs.class);

    private final RedisLink link;
    private final Tracking tracking;
    private final String key;
    private final ChangeListener listener;
    private final ScheduledExecutorService scheduler;
    private long connection;
    private boolean told;
    private boolean complained;
    private volatile @Nullable ScheduledFuture<?> beats;

    /** @param key any of the policy's */
    Proofs(RedisLink link, Tracking tracking, String key, ChangeListener listener, ScheduledExecutorService scheduler) {
        this.link = link;
        this.tracking = tracking;
        this.key = key;
        this.listener = listener;
        this.scheduler = scheduler;
    }

    void begin(Duration every) {
        link.whenLost(this::lost);
        beats = scheduler.scheduleWithFixedDelay(this::beat, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        if (link.isClosed()) {
            ScheduledFuture<?> beats = this.beats;
            if (beats != null) {
                beats.cancel(false);
            }
            return;
        }
        long asked = System.nanoTime();
        long on;
        synchronized (this) {
            on = connection;
        }
        try {
            link.reach(key)
                    .thenCompose(reached -> prove(reached).whenComplete((done, error) -> {
                        if (error != null) {
                            link.leave(reached);
                        }
                    }))
                    .whenComplete((done, error) -> answered(on, asked, error));
        } catch (RuntimeException e) {
            LOG.debug("Redis cannot be asked to tell changes now", e);
        }
    }

    private CompletionStage<?> prove(StatefulRedisConnection<String, byte[]> reached) {
        return tracking.isOn(reached) ? reached.async().get(key) : tracking.begin(reached);
    }

    // An answer of a connection that has been lost since says nothing about the next one.
    private synchronized void answered(long on, long asked, @Nullable Throwable error) {
        if (error != null) {
            if (!told && !complained && link.isConnected()) {
                complained = true;
                LOG.warn("Nothing is cached in the process, since Redis does not tell changes: {}", error.toString());
            }
        } else if (on == connection) {
            told = true;
            listener.proved(asked);
        }
    }

    private synchronized void lost() {
        connection++;
        told = false;
        listener.lost();
    }
}
