package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RuleStatistics;
import dev.sluice.testing.redis.RedisServer;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Redis 5, and a server on which the commands that came with Redis 6.0 and 6.2 are disabled, so that it takes what Redis 5 takes. */
class OldCommandsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1)).models("shop.orders");

    private static final List<String> NEWER = List.of(
            "ACL",
            "HELLO",
            "LPOS",
            "STRALGO",
            "BLMOVE",
            "COPY",
            "FAILOVER",
            "GEOSEARCH",
            "GEOSEARCHSTORE",
            "GETDEL",
            "GETEX",
            "HRANDFIELD",
            "LMOVE",
            "RESET",
            "SMISMEMBER",
            "XAUTOCLAIM",
            "ZDIFF",
            "ZDIFFSTORE",
            "ZINTER",
            "ZMSCORE",
            "ZRANDMEMBER",
            "ZRANGESTORE",
            "ZUNION");

    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void theCacheWorksWithWhatRedis5Takes() {
        String[] disabled =
                NEWER.stream().map(name -> "rename-command " + name + " \"\"").toArray(String[]::new);
        try (RedisServer redis = RedisServer.with(disabled).start()) {
            assertThatThrownBy(() -> RedisKeys.ask(redis.uri(), commands -> commands.getdel("k")))
                    .isInstanceOf(RedisCommandExecutionException.class)
                    .hasMessageContaining("unknown command");
            assertWorks(redis);
        }
    }

    @Test
    void theCacheWorksWithRedis5() {
        assumeThat(RedisServer.hasFive())
                .as("there is a Redis 5 for Linux on amd64")
                .isTrue();
        try (RedisServer redis = RedisServer.five().start()) {
            String about = RedisKeys.ask(redis.uri(), commands -> commands.info("server"));
            assertThat(about).contains("redis_version:5.");
            assertWorks(redis);
        }
    }

    private void assertWorks(RedisServer redis) {
        // Values in the process are asked for, and quietly left out: changes are not told without HELLO.
        try (QueryCache cache = Caches.open(
                        redis.host(),
                        redis.port(),
                        Caches.SETTINGS.withNearEntries(10).withFlushEvery(Duration.ofMillis(100)),
                        Caches.REDIS);
                QueryCache other = Caches.open(redis.host(), redis.port())) {
            await().atMost(PATIENCE).until(() -> read(cache).equals(read(cache)));
            assertThat(read(other)).isEqualTo(read(cache));
            for (int i = 0; i < 20; i++) {
                String before = read(cache);
                assertThat(i % 2 == 0 ? other.invalidateModels("shop.orders") : other.invalidateKeys("k"))
                        .isTrue();
                assertThat(read(cache)).isNotEqualTo(before);
            }
            assertThat(cache.statistics().rules()).allMatch(rule -> rule.nearHits() == 0);
            await().atMost(PATIENCE)
                    .until(() -> cache.sharedStatistics().toCompletableFuture().join().stream()
                                    .mapToLong(RuleStatistics::hits)
                                    .sum()
                            > 0);
        }
    }

    private String read(QueryCache cache) {
        return String.valueOf(cache.get("k", OPTIONS, () -> "value " + loads.incrementAndGet()));
    }
}
