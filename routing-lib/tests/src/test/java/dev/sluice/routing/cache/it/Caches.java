package dev.sluice.routing.cache.it;

import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;

/** Caches on a server of the test, once it answers. */
final class Caches {

    static final String NAME = "test/orders";

    /** No value expires early by chance, and a slow machine is no silent Redis. */
    static final CacheSettings SETTINGS = CacheSettings.DEFAULT.withBeta(0);

    static final RedisSettings REDIS = RedisSettings.DEFAULT.withCommandTimeout(Duration.ofSeconds(5));

    private Caches() {}

    static QueryCache open(String host, int port) {
        return open(host, port, SETTINGS, REDIS);
    }

    static QueryCache open(String host, int port, CacheSettings settings, RedisSettings redis) {
        QueryCache cache = QueryCache.open(RedisLocation.standalone(host, port), NAME, redis, settings);
        Poll.until("the cache is connected", Duration.ofMinutes(1), () -> cache.invalidateKeys("no such key"));
        // One that failed before is delivered on its own.
        Poll.until(
                "nothing waits", Duration.ofMinutes(1), () -> cache.statistics().undelivered() == 0);
        return cache;
    }

    /** One that hangs, so that it is not asked any more. */
    static QueryCache outOfUse(RedisServer redis, CacheSettings settings) {
        QueryCache cache = open(
                redis.host(), redis.port(), settings, RedisSettings.DEFAULT.withCommandTimeout(Duration.ofMillis(200)));
        redis.suspend();
        for (int i = 0; i < settings.failureThreshold(); i++) {
            cache.get("any", ReadOptions.of(String.class).ttl(Duration.ofHours(1)), () -> "any");
        }
        return cache;
    }
}
