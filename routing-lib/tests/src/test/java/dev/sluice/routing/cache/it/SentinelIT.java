package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.routing.credentials.Credentials;
import dev.sluice.testing.network.TcpProxy;
import dev.sluice.testing.redis.RedisSentinel;
import dev.sluice.testing.redis.RedisServer;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that stop answering without ending a connection. */
class SentinelIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Long after a failover, but long before TCP gives a connection up. */
    private static final Duration SOON = Duration.ofSeconds(25);

    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1)).tags("t");

    private final AtomicInteger loads = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void aMasterThatHangsIsLeftForItsSuccessor(int nearEntries) {
        CacheSettings settings = nearEntries == 0 ? Caches.SETTINGS : Caches.SETTINGS.withNearEntries(nearEntries);
        try (RedisServer master = RedisServer.open().start();
                RedisServer replica = RedisServer.replicaOf(master).start();
                RedisSentinel sentinel = RedisSentinel.watching("cache", master);
                TcpProxy beside = TcpProxy.to(sentinel.host(), sentinel.port())) {
            awaitReplicaKnown(sentinel);
            RedisLocation location = location(
                    new RedisLocation.Node(beside.host(), beside.port()),
                    new RedisLocation.Node(sentinel.host(), sentinel.port()));
            try (QueryCache cache = open(settings, location);
                    QueryCache other = open(Caches.SETTINGS, location)) {
                String old = cached(cache);
                // As if that Sentinel was on the master's machine.
                beside.hang();
                master.suspend();
                assertThat(other.invalidateTags("t")).isFalse();
                await().atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(RedisException.class)
                        .until(() -> isMaster(replica));

                await().atMost(SOON)
                        .until(() -> !read(cache).isEmpty()
                                && cache.statistics().inUse()
                                && other.statistics().inUse()
                                && other.statistics().undelivered() == 0);
                List<String> seen = new ArrayList<>();
                String now = awaitShared(cache, other, seen);
                master.resume();
                await().atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(RedisException.class)
                        .until(() -> {
                            seen.add(read(cache));
                            seen.add(read(other));
                            // A server that changes its role closes its connections.
                            return !isMaster(master);
                        });
                assertThat(seen).doesNotContain(old).contains(now);
                assertThat(other.invalidateTags("t")).isTrue();
                assertThat(read(other)).isNotEqualTo(now);
            }
        }
    }

    @Test
    void aConnectionThatIsCutOffWithoutAWordIsMadeAnew() {
        try (RedisServer redis = RedisServer.open().start();
                TcpProxy proxy = TcpProxy.to(redis.host(), redis.port());
                QueryCache cache = Caches.open(proxy.host(), proxy.port(), Caches.SETTINGS, RedisSettings.DEFAULT)) {
            String old = cached(cache);
            proxy.strand();
            assertThat(cache.invalidateTags("t")).isFalse();
            await().atMost(SOON)
                    .until(() ->
                            cache.statistics().inUse() && cache.statistics().undelivered() == 0);
            assertThat(cached(cache)).isNotEqualTo(old);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "default, ''",
        "default, requirepass secret",
        "app, ''",
        "app, user default off;user app on >secret +@all",
    })
    void thePasswordIsForASentinelThatWantsOneToo(String user, String ofSentinel) {
        try (RedisServer master = RedisServer.with("user default on >secret ~* +@all", "user app on >secret ~* +@all")
                        .start();
                RedisSentinel sentinel = RedisSentinel.watching(
                        "cache", master, "sentinel auth-pass cache secret", ofSentinel.replace(';', '\n'))) {
            RedisSettings settings = Caches.REDIS.withCredentials(() -> new Credentials(user, "secret"));
            RedisLocation location = location(new RedisLocation.Node(sentinel.host(), sentinel.port()));
            try (QueryCache cache = open(Caches.SETTINGS, settings, location)) {
                String now = cached(cache);
                assertThat(cache.invalidateTags("t")).isTrue();
                assertThat(read(cache)).isNotEqualTo(now);
            }
        }
    }

    private static RedisLocation location(RedisLocation.Node... sentinels) {
        return new RedisLocation(
                RedisLocation.Mode.SENTINEL, List.of(sentinels), "cache", 0, false, RedisLocation.DEFAULT_KEY_PREFIX);
    }

    private static QueryCache open(CacheSettings settings, RedisLocation location) {
        return open(settings, RedisSettings.DEFAULT, location);
    }

    private static QueryCache open(CacheSettings settings, RedisSettings redis, RedisLocation location) {
        QueryCache cache = QueryCache.open(location, Caches.NAME, redis, settings);
        await().atMost(PATIENCE).until(() -> cache.invalidateKeys("none"));
        await().atMost(PATIENCE).until(() -> cache.statistics().undelivered() == 0);
        return cache;
    }

    /** Waits until both give out one value. */
    private String awaitShared(QueryCache one, QueryCache other, List<String> seen) {
        await().atMost(PATIENCE).until(() -> {
            seen.add(read(one));
            seen.add(read(other));
            return seen.get(seen.size() - 1).equals(seen.get(seen.size() - 2));
        });
        return seen.get(seen.size() - 1);
    }

    private String cached(QueryCache cache) {
        await().atMost(PATIENCE).until(() -> read(cache).equals(read(cache)));
        return read(cache);
    }

    private static void awaitReplicaKnown(RedisSentinel sentinel) {
        await().atMost(PATIENCE)
                .until(() -> RedisKeys.ask(
                        "redis://" + sentinel.host() + ":" + sentinel.port(),
                        commands -> commands.info("sentinel").contains("slaves=1")));
    }

    private static boolean isMaster(RedisServer server) {
        return RedisKeys.ask(server.uri(), commands -> commands.info("replication"))
                .contains("role:master");
    }

    private String read(QueryCache cache) {
        return String.valueOf(cache.get("k", OPTIONS, () -> "value " + loads.incrementAndGet()));
    }
}
