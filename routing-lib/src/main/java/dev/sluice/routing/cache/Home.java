package dev.sluice.routing.cache;

import dev.sluice.routing.cache.near.NearCache;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.routing.cache.redis.RedisStore;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the cache at the Redis that the policy names. When that becomes another one, or has just become so when this
 * process starts, processes that do not know yet still read the former one, and invalidate there alone. So until all know,
 * this process reads neither, and invalidates in both. That ends when the document says so, which the operator has it do
 * by its own clock, or after the time that it gives to the former one; no clock of this process is asked. Thread-safe.
 */
final class Home {

    private static final Logger LOG = LoggerFactory.getLogger(QueryCache.class);

    private final SwitchedStore store;
    private final Engine engine;
    private final RedisSettings redis;
    private @Nullable CachePolicy known;
    private int moves;
    private boolean settling;

    Home(SwitchedStore store, Engine engine, RedisSettings redis) {
        this.store = store;
        this.engine = engine;
        this.redis = redis;
    }

    /** Follows a document. */
    synchronized void use(CachePolicy next) {
        Move move = Move.between(known, next);
        Duration patience = Move.patience(next);
        known = next;
        if (move.settles()) {
            LOG.warn(
                    "The cache moves to another Redis; it is out of use for up to {} s, until all processes know",
                    patience.toSeconds());
            settling = true;
            engine.gate.pause();
            store.pause();
        }
        // Before the new one, so that nothing is invalidated there alone; and the latest one last.
        for (int i = move.former().size() - 1; i >= 0; i--) {
            store.also(RedisStore.open(move.former().get(i), redis, next.policy(), engine.ids));
        }
        if (move.step() != Move.Step.NONE) {
            connect(next.redis(), next.policy(), move.settles());
        }
        if (move.settles()) {
            int own = ++moves;
            var unused = engine.scheduler.schedule(() -> settle(own), patience.toMillis(), TimeUnit.MILLISECONDS);
        } else if (move.settled()) {
            settle(moves);
        }
    }

    /** Uses a Redis that never becomes another one. */
    void use(RedisLocation location, String name) {
        connect(location, name, false);
    }

    private void connect(RedisLocation location, String name, boolean moves) {
        RedisStore next = RedisStore.open(location, redis, name, engine.ids);
        NearCache near = engine.near;
        if (near != null) {
            near.lost();
            next.tell(near, engine.scheduler, engine.settings.nearBound().dividedBy(4));
        }
        if (moves) {
            store.moveTo(next);
        } else {
            store.use(next);
        }
    }

    private synchronized void settle(int move) {
        if (!settling || move != moves) {
            return;
        }
        settling = false;
        int late = engine.outbox.size();
        if (late > 0) {
            LOG.warn(
                    "{} invalidations may not have reached the former Redis, which counts no more; processes that have"
                            + " not followed the policy may read old results there up to their TTL and stale windows",
                    late);
        }
        LOG.info("The cache has moved and is in use again");
        store.settled();
        engine.gate.resume();
    }
}
