package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RuleStatistics;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.routing.cache.redis.RedisStore;
import dev.sluice.routing.cache.store.RightMissingException;
import dev.sluice.routing.credentials.Credentials;
import dev.sluice.testing.redis.RedisCommands;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of Redis who may do as much as the documentation says, or less. */
class RightsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1)).tags("t");

    /** What docs/cache.md grants at least. */
    private static final String RIGHTS = "resetkeys ~qcache:* ~qstats:* -@all +evalsha +eval +info +time +get +set +del"
            + " +unlink +mget +hset +hgetall +hincrby +pexpire +pttl +hello +ping"
            + " +client|setname +client|tracking +client|caching";

    private static final RedisSettings SETTINGS =
            RedisSettings.DEFAULT.withCredentials(() -> new Credentials("app", "secret"));

    private final RedisServer redis = RedisServer.open();
    private final AtomicInteger loads = new AtomicInteger();

    @BeforeEach
    void start() {
        redis.start();
        setUser("on", ">secret");
        setUser(RIGHTS.split(" "));
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void theRightsOfTheDocumentationSuffice() {
        try (QueryCache cache = Caches.open(
                redis.host(),
                redis.port(),
                Caches.SETTINGS.withNearEntries(10).withFlushEvery(Duration.ofMillis(100)),
                Caches.REDIS.withCredentials(() -> new Credentials("app", "secret")))) {
            awaitCached(cache);
            await().atMost(PATIENCE).until(() -> {
                read(cache);
                return cache.statistics().rules().stream()
                                .mapToLong(RuleStatistics::nearHits)
                                .sum()
                        > 0;
            });
            String before = read(cache);
            assertThat(cache.invalidateTags("t")).isTrue();
            assertThat(read(cache)).isNotEqualTo(before);
            await().atMost(PATIENCE)
                    .until(() -> cache.sharedStatistics().toCompletableFuture().join().stream()
                            .anyMatch(rule -> rule.hits() > 0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "set", "del", "unlink", "mget", "pttl", "pexpire", "info", "time"})
    void withoutARightTheCacheStaysOutOfUseUntilItIsGiven(String command) {
        setUser("-" + command);
        RedisLocation location = RedisLocation.standalone(redis.host(), redis.port());
        try (RedisStore store = RedisStore.open(location, SETTINGS, Caches.NAME, () -> "0123456789abcdef")) {
            assertThatThrownBy(() -> store.ping().toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RightMissingException.class)
                    .hasMessageContaining("+" + command + " ");
        }
        try (QueryCache cache = QueryCache.open(location, Caches.NAME, SETTINGS, Caches.SETTINGS)) {
            await().atMost(PATIENCE).until(() -> !read(cache).isEmpty() && isRefused(cache));
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(read(cache)).isNotEqualTo(read(cache));
                sleep(100);
                assertThat(cache.statistics().inUse()).isFalse();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("nobody waits for what will not come")
                    .isLessThan(Duration.ofSeconds(10));
            setUser("+" + command);
            awaitCached(cache);
        }
    }

    @Test
    void aRightThatIsTakenAwayIsNoticed() {
        try (QueryCache cache = Caches.open(redis.host(), redis.port(), Caches.SETTINGS.withNearEntries(0), SETTINGS)) {
            awaitCached(cache);
            setUser("-del");
            assertThat(cache.invalidateTags("t")).isTrue();
            await().atMost(PATIENCE).until(() -> !read(cache).isEmpty() && isRefused(cache));
            setUser("+del");
            awaitCached(cache);
        }
    }

    @Test
    void whatWasNeverConnectedIsNotInUse() {
        RedisLocation silent = RedisLocation.standalone(redis.host(), redis.port());
        redis.suspend();
        try (QueryCache cache = QueryCache.open(silent, Caches.NAME, SETTINGS, Caches.SETTINGS)) {
            assertThat(cache.statistics().inUse()).isFalse();
            redis.resume();
            await().atMost(PATIENCE)
                    .until(() -> !read(cache).isEmpty() && cache.statistics().inUse());
        }
    }

    /** Whether it is out of use for more than a moment. */
    private static boolean isRefused(QueryCache cache) {
        if (cache.statistics().inUse()) {
            return false;
        }
        sleep(1200);
        return !cache.statistics().inUse();
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void setUser(String... rules) {
        String[] command = Stream.concat(Stream.of("ACL", "SETUSER", "app"), Arrays.stream(rules))
                .toArray(String[]::new);
        assertThat(RedisCommands.send(redis, command)).isEqualTo("+OK\r\n");
    }

    private void awaitCached(QueryCache cache) {
        await().atMost(PATIENCE).until(() -> read(cache).equals(read(cache)));
    }

    private String read(QueryCache cache) {
        return String.valueOf(cache.get("k", OPTIONS, () -> "value " + loads.incrementAndGet()));
    }
}
