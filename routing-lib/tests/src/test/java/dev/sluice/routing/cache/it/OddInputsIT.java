package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RuleStatistics;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application gives by mistake, or somebody else gives to it. */
class OddInputsIT {

    private static final Duration LONGEST = Duration.ofHours(999_999);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1));

    private final RedisServer redis = RedisServer.open().start();
    private final QueryCache cache = Caches.open(redis.host(), redis.port());
    private final AtomicInteger loads = new AtomicInteger();

    @AfterEach
    void close() {
        cache.close();
        redis.close();
    }

    @Test
    void aKeyThatRedisWouldTakeForAnotherOneIsRefused() {
        cached("user:?");
        for (String half : new String[] {"user:\ud800", "user:\udc00", "user:\udc00\ud800"}) {
            assertThatThrownBy(() -> cache.get(half, OPTIONS, () -> "somebody else's"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("surrogate");
            assertThat(cache.get(half, ReadOptions.of(String.class), () -> "not cached"))
                    .isEqualTo("not cached");
        }
        String pair = cached("user:\ud83d\ude00");
        assertThat(cached("user:\ud83d\ude01")).isNotEqualTo(pair);
    }

    @ParameterizedTest
    @ValueSource(strings = {"e", "l"})
    void whatSomebodyElseHasPutThereConcernsItsKeyAlone(String sort) {
        String other = cached("other");
        RedisKeys.ask(redis.uri(), commands -> commands.lpush("qcache:{" + Caches.NAME + "}:" + sort + ":k", "a list"));
        for (int i = 0; i < 5; i++) {
            cached("k");
            assertThat(cache.statistics().inUse()).isTrue();
            assertThat(cache.get("other", OPTIONS, () -> "loaded")).isEqualTo(other);
        }
    }

    @Test
    void blankNamesOfTablesAndTagsAreRefused() {
        for (String blank : new String[] {"", " "}) {
            assertThatThrownBy(() -> cache.invalidateModels("shop.orders", blank))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("models are \"shop.orders\", \"" + blank + '"');
            assertThatThrownBy(() -> cache.invalidateTags(blank)).hasMessageContaining("tags are \"" + blank + '"');
        }
    }

    @Test
    void theLongestTimesAreKept() {
        ReadOptions<String> longest = ReadOptions.of(String.class)
                .ttl(LONGEST)
                .staleWhileRevalidate(LONGEST)
                .staleIfError(LONGEST)
                .negativeTtl(LONGEST);
        Poll.until("it is cached", Duration.ofMinutes(1), () -> {
            int before = loads.get();
            cache.get("long", longest, () -> "value " + loads.incrementAndGet());
            return loads.get() == before;
        });
    }

    @Test
    void othersAreRefusedByName() {
        Duration tooLong = LONGEST.plusMillis(1);
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        for (Duration wrong : new Duration[] {tooLong, endless, Duration.ofNanos(1), Duration.ofSeconds(-1)}) {
            assertThatThrownBy(() -> OPTIONS.ttl(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("ttl is " + wrong + ", expected from 1 ms to 999999 h");
        }
        assertThatThrownBy(() -> OPTIONS.staleIfError(endless)).hasMessageStartingWith("staleIfError is ");
        assertThatThrownBy(() -> OPTIONS.staleWhileRevalidate(tooLong))
                .hasMessageStartingWith("staleWhileRevalidate is ");
        for (Duration wrong : new Duration[] {tooLong, Duration.ofNanos(500_000), Duration.ofSeconds(-1)}) {
            assertThatThrownBy(() -> OPTIONS.negativeTtl(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("negativeTtl is " + wrong + ", expected 0, or from 1 ms to 999999 h");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a/", "a/b/c", "a/{b", "a b/c"})
    void aNameIsANamespaceAndAName(String name) {
        assertThatThrownBy(() -> QueryCache.open(
                        RedisLocation.standalone(redis.host(), redis.port()), name, Caches.REDIS, Caches.SETTINGS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("namespace/name");
    }

    @Test
    @SuppressWarnings("NullAway")
    void withoutAnExecutorNobodyWaits() {
        assertThatThrownBy(() -> cache.getAsync("k", OPTIONS, () -> CompletableFuture.completedFuture("value"), null))
                .hasMessageContaining("executor");
    }

    @Test
    void whatAShortLivedProcessHasCountedIsSentAtItsEnd() {
        try (QueryCache shortLived = Caches.open(redis.host(), redis.port())) {
            shortLived.get("k", OPTIONS, () -> "value");
        }
        assertThat(cache.sharedStatistics().toCompletableFuture().join())
                .singleElement()
                .extracting(RuleStatistics::misses)
                .isEqualTo(1L);
    }

    @Test
    void anUnknownClassWithoutAPolicyIsAnError() {
        assertThatThrownBy(() -> cache.get("k", ReadOptions.of(String.class).ttlClass("middle"), () -> "value"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("middle")
                .hasMessageContaining("medium");
    }

    private String cached(String key) {
        Poll.until("it is cached", Duration.ofMinutes(1), () -> {
            int before = loads.get();
            cache.get(key, OPTIONS, () -> "value " + loads.incrementAndGet());
            return loads.get() == before;
        });
        return String.valueOf(cache.get(key, OPTIONS, () -> "none"));
    }
}
