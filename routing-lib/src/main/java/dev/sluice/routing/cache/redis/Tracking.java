package dev.sluice.routing.cache.redis;

import dev.sluice.routing.cache.store.ChangeListener;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.GenericMapOutput;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the server tell which of the keys that were read have changed ({@code CLIENT TRACKING}), on the connection that
 * reads: what it says and what it answers come in one order, so an answer proves that all changes before it have been
 * told. Tracking ends with the connection and begins anew on the next one. In a cluster it is the connection to the node
 * that has the policy's keys, and the answer is one that only this node gives. Thread-safe.
 */
final class Tracking {

    private static final Logger LOG = LoggerFactory.getLogger(Tracking.class);

    private final RedisLink link;
    private final String key;
    private final ChangeListener listener;
    private final ScheduledExecutorService scheduler;
    private long connection;
    private boolean tracked;
    private boolean complained;
    private volatile @Nullable ScheduledFuture<?> beats;

    /** @param key any of the policy's */
    Tracking(RedisLink link, String key, ChangeListener listener, ScheduledExecutorService scheduler) {
        this.link = link;
        this.key = key;
        this.listener = listener;
        this.scheduler = scheduler;
    }

    void begin(Duration every) {
        link.watch(this::pushed, this::disconnected);
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
        boolean known;
        synchronized (this) {
            on = connection;
            known = tracked;
        }
        try {
            link.reach(key)
                    .thenCompose(reached -> (known ? reached.async().get(key) : track(reached))
                            .whenComplete((done, error) -> {
                                if (error != null) {
                                    link.leave(reached);
                                }
                            }))
                    .whenComplete((done, error) -> answered(on, asked, error));
        } catch (RuntimeException e) {
            LOG.debug("Redis cannot be asked to tell changes now", e);
        }
    }

    // Over RESP 2 the server agrees to tell changes, and tells none.
    private static CompletionStage<?> track(StatefulRedisConnection<String, byte[]> connection) {
        RedisAsyncCommands<String, byte[]> commands = connection.async();
        return commands.dispatch(CommandType.HELLO, new GenericMapOutput<>(RedisLink.CODEC))
                .thenCompose(about -> Long.valueOf(3).equals(about.get("proto"))
                        ? commands.clientTracking(TrackingArgs.Builder.enabled())
                        : CompletableFuture.failedFuture(
                                new IllegalStateException("the connection does not speak RESP 3 but " + about)));
    }

    // An answer of a connection that has been lost since says nothing about the next one.
    private synchronized void answered(long on, long asked, @Nullable Throwable error) {
        if (error != null) {
            if (!tracked && !complained && link.isConnected()) {
                complained = true;
                LOG.warn("Nothing is cached in the process, since Redis does not tell changes: {}", error.toString());
            }
        } else if (on == connection) {
            tracked = true;
            listener.proved(asked);
        }
    }

    private synchronized void disconnected() {
        connection++;
        tracked = false;
        listener.lost();
    }

    private void pushed(PushMessage message) {
        if (!message.getType().equals("invalidate")) {
            return;
        }
        List<Object> content = message.getContent(StringCodec.UTF8::decodeKey);
        if (content.size() > 1 && content.get(1) instanceof List<?> keys) {
            keys.forEach(key -> listener.changed(String.valueOf(key)));
        } else {
            // The server has been flushed.
            listener.changed(ChangeListener.ALL);
        }
    }
}
