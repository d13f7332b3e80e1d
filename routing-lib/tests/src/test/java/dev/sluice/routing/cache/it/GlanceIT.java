package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Hits take one plain GET each and misses a script, when there were mostly hits, or mostly misses, before. */
class GlanceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1)).tags("t");

    private int next;

    @Test
    void whatIsUsualTakesOneRoundTrip() {
        try (RedisServer redis = RedisServer.open().start();
                QueryCache cache = Caches.open(
                        redis.host(),
                        redis.port(),
                        Caches.SETTINGS.withFlushEvery(Duration.ofHours(1)),
                        Caches.REDIS)) {
            Calls begun = Calls.of(redis);
            misses(cache, 50);
            await().atMost(PATIENCE).until(() -> Calls.of(redis).since(begun).evalsha() >= 100);

            Calls before = Calls.of(redis);
            misses(cache, 200);
            // Each of the two scripts, the one that finds and the one that stores, has an MGET inside.
            await().atMost(PATIENCE).until(() -> Calls.of(redis).since(before).evalsha() == 400);
            assertThat(Calls.of(redis).since(before).mget()).isEqualTo(400);

            hits(cache, 50);
            await().atMost(PATIENCE)
                    .until(() -> Calls.of(redis, () -> hits(cache, 1)).evalsha() == 0);
            awaitOnly(redis, cache, 100);
        }
    }

    @Test
    void theSecondHitIsOneGet() {
        try (RedisServer redis = RedisServer.open().start();
                QueryCache cache = Caches.open(
                        redis.host(),
                        redis.port(),
                        Caches.SETTINGS.withFlushEvery(Duration.ofHours(1)),
                        Caches.REDIS)) {
            // The process may not have asked yet to be told of changes.
            misses(cache, 1);
            await().atMost(PATIENCE)
                    .until(() -> Calls.of(redis, () -> hits(cache, 1)).evalsha() == 0);
            for (int i = 0; i < 20; i++) {
                Calls before = Calls.of(redis);
                assertThat(cache.invalidateTags("t")).isTrue();
                assertThat(cache.get("k0", OPTIONS, () -> "value 0")).isEqualTo("value 0");
                // The value is given out before it is stored, by the last of three scripts.
                await().atMost(PATIENCE)
                        .until(() -> Calls.of(redis).since(before).evalsha() >= 3);
                // A script finds it; what it depends on is asked for behind that.
                assertThat(Calls.of(redis, () -> hits(cache, 1)).evalsha()).isEqualTo(1);
                awaitOnly(redis, cache, 5);
            }
        }
    }

    /** An answer that comes after more than milliseconds is asked for again, with what the server says of itself. */
    private static void awaitOnly(RedisServer redis, QueryCache cache, int hits) {
        await().atMost(PATIENCE)
                .until(() -> Calls.of(redis, () -> hits(cache, hits)).only(hits));
    }

    private void misses(QueryCache cache, int count) {
        for (int i = 0; i < count; i++) {
            int number = next++;
            assertThat(cache.get("k" + number, OPTIONS, () -> "value " + number))
                    .isEqualTo("value " + number);
        }
    }

    private static void hits(QueryCache cache, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(cache.get("k0", OPTIONS, () -> "lost")).isEqualTo("value 0");
        }
    }
}
