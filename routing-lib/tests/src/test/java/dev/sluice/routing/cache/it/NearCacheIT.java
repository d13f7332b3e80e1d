package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RuleStatistics;
import dev.sluice.testing.network.TcpProxy;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NearCacheIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1)).models("shop.orders");

    private final RedisServer redis = RedisServer.open();
    private final AtomicInteger loads = new AtomicInteger();
    private TcpProxy proxy;
    private QueryCache near;
    private QueryCache other;

    @BeforeEach
    void open() {
        redis.start();
        proxy = TcpProxy.to(redis.host(), redis.port());
        near = Caches.open(
                proxy.host(),
                proxy.port(),
                Caches.SETTINGS.withNearEntries(100).withNearBound(Duration.ofMillis(500)),
                Caches.REDIS);
        other = Caches.open(redis.host(), redis.port());
    }

    @AfterEach
    void close() {
        near.close();
        other.close();
        proxy.close();
        redis.close();
    }

    @Test
    void aValueIsGivenOutInTheProcessUntilAnotherProcessInvalidatesIt() {
        awaitNear();
        for (Runnable invalidation : List.<Runnable>of(
                () -> other.invalidateModels("shop.orders"),
                () -> other.invalidateKeys("k"),
                () -> near.invalidateKeys("k"),
                () -> RedisKeys.ask(redis.uri(), commands -> commands.flushall()))) {
            int loaded = loads.get();
            invalidation.run();
            awaitLoad(loaded);
            awaitNear();
        }
    }

    @Test
    void whatThisProcessInvalidatesIsGoneAtOnce() {
        awaitNear();
        for (int i = 0; i < 200; i++) {
            int loaded = loads.get();
            assertThat(near.invalidateModels("orders")).isTrue();
            read();
            assertThat(loads).hasValue(loaded + 1);
            read();
            read();
        }
    }

    @Test
    void whenTheConnectionHangsTheValueIsGivenOutForTheBoundOnly() {
        awaitNear();
        proxy.hang();
        int loaded = loads.get();
        other.invalidateModels("shop.orders");
        // Redis cannot tell it, and does not answer either: the value is loaded.
        awaitLoad(loaded);
        proxy.restore();
        awaitNear();
    }

    /** Nobody else reads: who reads only in the process has to renew what is there, or it expires for all. */
    @Test
    void aValueInTheProcessIsRenewedBeforeItExpires() {
        ReadOptions<String> options =
                ReadOptions.of(String.class).ttl(Duration.ofSeconds(10)).jitterPercent(0);
        CacheSettings settings = CacheSettings.DEFAULT.withNearEntries(100).withBeta(20);
        try (QueryCache cache = Caches.open(redis.host(), redis.port(), settings, Caches.REDIS)) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> {
                cache.get("slow", options, () -> {
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                    return "value " + loads.incrementAndGet();
                });
                RuleStatistics now = cache.statistics().rule("").orElseThrow();
                return now.nearHits() > 100 && now.loads() > now.misses() + now.bypasses();
            });
        }
    }

    private void awaitLoad(int loaded) {
        await().atMost(PATIENCE).until(() -> {
            read();
            return loads.get() > loaded;
        });
    }

    private void awaitNear() {
        await().atMost(PATIENCE).until(() -> {
            long before = nearHits();
            read();
            return nearHits() > before;
        });
    }

    private long nearHits() {
        return near.statistics().rule("").map(RuleStatistics::nearHits).orElse(0L);
    }

    private void read() {
        assertThat(near.get("k", OPTIONS, () -> "value " + loads.incrementAndGet()))
                .isEqualTo("value " + loads.get());
    }
}
