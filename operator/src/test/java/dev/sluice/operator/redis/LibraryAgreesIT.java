package dev.sluice.operator.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.access.Access;
import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.access.TlsMode;
import dev.sluice.operator.redis.RedisTarget.Mode;
import dev.sluice.operator.redis.RedisTarget.Server;
import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the operator does to a Redis and reads there is what the library understands and writes. */
class LibraryAgreesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String POLICY = "shop/orders";
    private static final ReadOptions<String> OPTIONS = ReadOptions.of(String.class)
            .ttl(Duration.ofMinutes(10))
            .models("public.orders")
            .tags("home");
    private static final ReadOptions<String> WITHOUT_SCHEMA =
            ReadOptions.of(String.class).ttl(Duration.ofMinutes(10)).models("orders");

    private static final CacheSettings SETTINGS = CacheSettings.DEFAULT.withFlushEvery(Duration.ofMillis(200));

    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void ordersMakeTheLibrarysEntriesOldAndItsCountsAreRead() {
        Vertx vertx = Vertx.vertx();
        var probe = new RedisProbe(vertx, Clock.systemUTC());
        try (var redis = RedisServer.open().start();
                var cache = QueryCache.open(
                        RedisLocation.standalone(redis.host(), redis.port()),
                        POLICY,
                        RedisSettings.DEFAULT,
                        SETTINGS)) {
            Poll.until("the library has stored a value", PATIENCE, () -> {
                get(cache, "a", OPTIONS);
                int before = loads.get();
                get(cache, "a", OPTIONS);
                return loads.get() == before;
            });
            get(cache, "b", WITHOUT_SCHEMA);

            assertOld(cache, probe, redis, "a", OPTIONS, order(List.of("public.orders"), List.of(), List.of()));
            assertOld(cache, probe, redis, "a", OPTIONS, order(List.of("orders"), List.of(), List.of()));
            assertOld(cache, probe, redis, "a", OPTIONS, order(List.of(), List.of("home"), List.of()));
            assertOld(cache, probe, redis, "a", OPTIONS, order(List.of(), List.of(), List.of("a")));
            // Up to 512 characters by the rules of the CRD, of which some take two places in a text of Java.
            for (String key : List.of("\uD83D\uDE00".repeat(300), "k".repeat(512), "a" + "\uD83D\uDE00".repeat(511))) {
                assertOld(cache, probe, redis, key, OPTIONS, order(List.of(), List.of(), List.of(key)));
            }
            assertOld(cache, probe, redis, "b", WITHOUT_SCHEMA, order(List.of("other.orders"), List.of(), List.of()));
            int before = loads.get();
            ask(probe, redis, order(List.of("public.items"), List.of("cart"), List.of("b")));
            get(cache, "a", OPTIONS);
            assertThat(loads.get()).as("what is not named stays").isEqualTo(before);

            Poll.until("the library's counts are read", PATIENCE, () -> {
                Map<String, String> counts = ask(probe, redis).statistics();
                return counts != null && counts.containsKey("|hits") && counts.containsKey("|misses");
            });
            assertThat(ask(probe, redis).keys()).isNotNull().satisfies(keys -> {
                assertThat(keys.exact()).isTrue();
                assertThat(keys.keys()).isBetween(1L, 5L);
            });
        } finally {
            probe.close();
            vertx.close();
        }
    }

    @Test
    void policiesOfOneNameUnderDifferentPrefixesDoNotCountTogether() {
        Vertx vertx = Vertx.vertx();
        var probe = new RedisProbe(vertx, Clock.systemUTC());
        try (var redis = RedisServer.open().start();
                var cache = QueryCache.open(
                        new RedisLocation(
                                RedisLocation.Mode.STANDALONE,
                                List.of(new RedisLocation.Node(redis.host(), redis.port())),
                                null,
                                0,
                                false,
                                "east"),
                        POLICY,
                        RedisSettings.DEFAULT,
                        SETTINGS)) {
            Poll.until("the counts are read under the prefix", PATIENCE, () -> {
                get(cache, "a", OPTIONS);
                Map<String, String> counts =
                        ask(probe, redis, new PolicyKeys("east", POLICY)).statistics();
                return counts != null && counts.containsKey("|hits");
            });
            assertThat(ask(probe, redis).statistics()).isEmpty();
            assertThat(ask(probe, redis, new PolicyKeys("west", POLICY)).statistics())
                    .isEmpty();
        } finally {
            probe.close();
            vertx.close();
        }
    }

    private void assertOld(
            QueryCache cache,
            RedisProbe probe,
            RedisServer redis,
            String key,
            ReadOptions<String> options,
            CacheOrder order) {
        get(cache, key, options);
        int before = loads.get();
        get(cache, key, options);
        assertThat(loads.get()).as("%s is cached before %s", key, order).isEqualTo(before);
        assertThat(ask(probe, redis, order).done()).containsExactly("o");
        get(cache, key, options);
        assertThat(loads.get()).as("%s is loaded anew after %s", key, order).isEqualTo(before + 1);
    }

    private void get(QueryCache cache, String key, ReadOptions<String> options) {
        assertThat(cache.get(key, options, () -> "value " + loads.incrementAndGet()))
                .isNotNull();
    }

    private static CacheOrder order(List<String> models, List<String> tags, List<String> keys) {
        return new CacheOrder("o", models, tags, keys);
    }

    private static Reading.Answered ask(RedisProbe probe, RedisServer redis, CacheOrder... orders) {
        return ask(probe, redis, new PolicyKeys(RedisLocation.DEFAULT_KEY_PREFIX, POLICY), orders);
    }

    private static Reading.Answered ask(RedisProbe probe, RedisServer redis, PolicyKeys keys, CacheOrder... orders) {
        var target = new RedisTarget(Mode.STANDALONE, List.of(new Server(redis.host(), redis.port())), null, 0);
        var access = new AccessResult.Granted(new Access("", "", new Access.Tls(TlsMode.DISABLE, null, null, null)));
        Reading reading = probe.read(
                        new Question(target, keys, List.of(orders)), () -> Future.succeededFuture(access), PATIENCE)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        assertThat(reading).isInstanceOf(Reading.Answered.class);
        return (Reading.Answered) reading;
    }
}
