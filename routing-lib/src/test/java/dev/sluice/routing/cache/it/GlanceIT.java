package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Hits and misses take one round trip each, when there were mostly hits, or mostly misses, before. */
class GlanceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1)).tags("t");

    private int next;

    private record Calls(long mget, long evalsha) {

        static Calls of(RedisServer redis) {
            String statistics = RedisKeys.ask(redis.uri(), commands -> commands.info("commandstats"));
            return new Calls(calls(statistics, "mget"), calls(statistics, "evalsha"));
        }

        private static long calls(String statistics, String command) {
            String begin = "cmdstat_" + command + ":calls=";
            return statistics
                    .lines()
                    .filter(line -> line.startsWith(begin))
                    .mapToLong(line -> Long.parseLong(line.substring(begin.length(), line.indexOf(','))))
                    .sum();
        }

        Calls since(Calls before) {
            return new Calls(mget - before.mget, evalsha - before.evalsha);
        }
    }

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
            Calls later = Calls.of(redis);
            hits(cache, 100);
            assertThat(Calls.of(redis).since(later)).isEqualTo(new Calls(100, 0));
        }
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
