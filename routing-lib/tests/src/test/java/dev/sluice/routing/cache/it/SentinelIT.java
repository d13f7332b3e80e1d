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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that stop answering without ending a connection. */
class SentinelIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Long after a failover, but long before TCP gives a connection up. */
    private static final Duration SOON = Duration.ofSeconds(25);

    private static final int ROUNDS = 3;

    private static final int WRITES = 100;

    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1)).tags("t");

    private static final String ENTRY = "qcache:{" + Caches.NAME + "}:e:k";

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

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void aMasterThatOthersHaveLeftIsLeftToo(int nearEntries) {
        CacheSettings settings = nearEntries == 0 ? Caches.SETTINGS : Caches.SETTINGS.withNearEntries(nearEntries);
        // Sentinel cannot make it a replica, so nothing but what Sentinel says tells its clients that it has a
        // successor.
        try (RedisServer master =
                        RedisServer.with("rename-command SLAVEOF \"\"").start();
                RedisServer replica = RedisServer.replicaOf(master).start();
                RedisSentinel sentinel = RedisSentinel.watching("cache", master)) {
            awaitReplicaKnown(sentinel);
            RedisLocation location = location(new RedisLocation.Node(sentinel.host(), sentinel.port()));
            try (QueryCache cache = open(settings, location)) {
                String old = cached(cache);
                failOver(sentinel, replica);
                try (QueryCache other = open(Caches.SETTINGS, location)) {
                    cached(other);
                    assertThat(other.invalidateTags("t")).isTrue();
                    await().atMost(PATIENCE).until(() -> !read(cache).equals(old));
                    assertThat(awaitShared(cache, other, new ArrayList<>())).isNotEqualTo(old);
                    assertThat(isMaster(master)).isTrue();
                }
            }
        }
    }

    @Test
    void whatTheFormerMasterHasAcknowledgedIsOldAtItsSuccessorToo() {
        try (RedisServer master =
                        RedisServer.with("rename-command SLAVEOF \"\"").start();
                RedisServer replica = RedisServer.replicaOf(master).start();
                RedisSentinel sentinel = RedisSentinel.watching("cache", master);
                TcpProxy beside = TcpProxy.to(sentinel.host(), sentinel.port())) {
            awaitReplicaKnown(sentinel);
            try (QueryCache cache = open(
                    Caches.SETTINGS, Caches.REDIS, location(new RedisLocation.Node(beside.host(), beside.port())))) {
                cached(cache);
                // It does not hear of the successor as long as it reaches no Sentinel.
                beside.hang();
                failOver(sentinel, replica);
                try (QueryCache other = open(
                        Caches.SETTINGS,
                        Caches.REDIS,
                        location(new RedisLocation.Node(sentinel.host(), sentinel.port())))) {
                    String now = cached(other);
                    assertThat(cache.invalidateTags("t")).isTrue();
                    assertThat(read(other)).isEqualTo(now);
                    beside.restore();
                    // A value that is not in the cache is another one each time.
                    await().atMost(PATIENCE).until(() -> {
                        String next = read(other);
                        return !next.equals(now) && next.equals(read(other));
                    });
                }
            }
        }
    }

    @Test
    void aSentinelThatIsBehindBringsNobodyToAFormerMaster() {
        // Nobody is told on that server's channel that there is a newer configuration.
        try (RedisServer master = RedisServer.with("rename-command SLAVEOF \"\"", "rename-command PUBLISH \"\"")
                        .start();
                RedisServer replica = RedisServer.replicaOf(master).start();
                RedisSentinel sentinel = RedisSentinel.watching("cache", master)) {
            awaitReplicaKnown(sentinel);
            failOver(sentinel, replica);
            try (RedisSentinel behind = RedisSentinel.watching("cache", master)) {
                RedisLocation location = location(
                        new RedisLocation.Node(behind.host(), behind.port()),
                        new RedisLocation.Node(sentinel.host(), sentinel.port()));
                try (QueryCache cache = open(Caches.SETTINGS, location)) {
                    cached(cache);
                    await().atMost(PATIENCE).until(() -> {
                        read(cache);
                        return RedisKeys.exists(replica, ENTRY);
                    });
                    assertThat(port(behind)).isEqualTo(master.port());
                }
            }
        }
    }

    /** Sentinel makes the former master a replica some 10 s after the failover. */
    @Test
    void aMasterThatComesBackAtOnceHoldsNobodyForLonger() throws Exception {
        try (RedisServer one = RedisServer.open().start();
                RedisServer two = RedisServer.replicaOf(one).start();
                RedisSentinel sentinel = RedisSentinel.watching("cache", one)) {
            awaitReplicaKnown(sentinel);
            RedisLocation location = location(new RedisLocation.Node(sentinel.host(), sentinel.port()));
            History history = new History(1);
            ExecutorService threads = Executors.newCachedThreadPool();
            AtomicBoolean over = new AtomicBoolean();
            try (QueryCache cache = open(Caches.SETTINGS, location)) {
                Future<List<String>> old = threads.submit(() -> readUntil(over, cache, Duration.ZERO, history));
                for (int round = 0; round < ROUNDS; round++) {
                    boolean first = port(sentinel) == one.port();
                    failOverWhileItComesBack(sentinel, first ? one : two, first ? two : one);
                    // One that begins now is at the new master in any case.
                    try (QueryCache other = open(Caches.SETTINGS, location)) {
                        await().atMost(PATIENCE)
                                .ignoreExceptionsInstanceOf(RedisException.class)
                                .until(() -> {
                                    write(other, history);
                                    // On a machine that is short of CPU, Sentinel may have changed its mind once more.
                                    return isReplicaInSync(port(sentinel) == one.port() ? two : one);
                                });
                    }
                }
                over.set(true);
                assertThat(old.get(1, TimeUnit.MINUTES)).isEmpty();
            } finally {
                over.set(true);
                threads.shutdownNow();
            }
        }
    }

    /** While its clients go on at the former master, which nobody makes a replica. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void aFailoverByHandLetsNobodyReadWhatWasInvalidated(int nearEntries) throws Exception {
        CacheSettings settings = nearEntries == 0 ? Caches.SETTINGS : Caches.SETTINGS.withNearEntries(nearEntries);
        Duration bound = nearEntries == 0 ? Duration.ZERO : settings.nearBound();
        try (RedisServer master =
                        RedisServer.with("rename-command SLAVEOF \"\"").start();
                RedisServer replica = RedisServer.replicaOf(master).start();
                RedisSentinel sentinel = RedisSentinel.watching("cache", master)) {
            awaitReplicaKnown(sentinel);
            RedisLocation location = location(new RedisLocation.Node(sentinel.host(), sentinel.port()));
            History history = new History(1);
            ExecutorService threads = Executors.newCachedThreadPool();
            AtomicBoolean over = new AtomicBoolean();
            List<QueryCache> caches = new ArrayList<>();
            try {
                for (int i = 0; i < 4; i++) {
                    caches.add(open(settings, location));
                }
                List<Future<List<String>>> old = new ArrayList<>();
                for (QueryCache cache : caches) {
                    old.add(threads.submit(() -> readUntil(over, cache, bound, history)));
                }
                failOver(sentinel, replica);
                // One that begins now is at the new master in any case.
                QueryCache writer = open(settings, location);
                caches.add(writer);
                await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(() -> {
                    write(writer, history);
                    return caches.stream().allMatch(cache -> cache.statistics().inUse())
                            && history.floor(0, System.nanoTime()) > WRITES
                            && RedisKeys.exists(replica, "qcache:{" + Caches.NAME + "}:e:n");
                });
                over.set(true);
                for (Future<List<String>> each : old) {
                    assertThat(each.get(1, TimeUnit.MINUTES)).isEmpty();
                }
            } finally {
                over.set(true);
                threads.shutdown();
                assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
                caches.forEach(QueryCache::close);
            }
        }
    }

    private static void failOverWhileItComesBack(RedisSentinel sentinel, RedisServer master, RedisServer replica) {
        master.kill();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> isFailingOver(sentinel) || port(sentinel) == replica.port());
        master.start();
        awaitSwitched(sentinel, replica);
    }

    private static void write(QueryCache cache, History history) {
        long number = history.write(0);
        if (cache.invalidateTags("t")) {
            history.acknowledge(0, number);
        }
    }

    /** What was older than it may be. */
    private static List<String> readUntil(AtomicBoolean over, QueryCache cache, Duration bound, History history) {
        List<String> old = new ArrayList<>();
        while (!over.get()) {
            long floor = history.floor(0, System.nanoTime() - bound.toNanos());
            long seen = Long.parseLong(String.valueOf(cache.get("n", OPTIONS, () -> String.valueOf(history.read(0)))));
            if (seen < floor) {
                old.add(seen + " instead of " + floor);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
        return old;
    }

    private static boolean isFailingOver(RedisSentinel sentinel) {
        return master(sentinel, "flags").contains("failover_in_progress");
    }

    private static boolean isReplicaInSync(RedisServer server) {
        String about = RedisKeys.ask(server.uri(), commands -> commands.info("replication"));
        return about.contains("role:slave") && about.contains("master_link_status:up");
    }

    /** As Sentinel does it of itself when it does not reach the master, while the master goes on. */
    private static void failOver(RedisSentinel sentinel, RedisServer replica) {
        String answer = RedisKeys.ask(sentinel, commands -> commands.failover("cache"));
        assertThat(answer).isEqualTo("OK");
        awaitSwitched(sentinel, replica);
    }

    private static void awaitSwitched(RedisSentinel sentinel, RedisServer replica) {
        await().atMost(PATIENCE).until(() -> port(sentinel) == replica.port());
    }

    private static int port(RedisSentinel sentinel) {
        return Integer.parseInt(master(sentinel, "port"));
    }

    private static String master(RedisSentinel sentinel, String field) {
        return String.valueOf(
                RedisKeys.ask(sentinel, commands -> commands.master("cache")).get(field));
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
