package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.testing.redis.RedisServer;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A hit is proof that a primary gave it, where the server has the command for that; where not, hits are as many. */
class PrimaryReadIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1)).tags("t");

    private final AtomicInteger loads = new AtomicInteger();

    @Test
    void whatIsMadeAReplicaByHandGivesOutNothingFromThenOn() throws Exception {
        try (RedisServer redis = RedisServer.open().start();
                QueryCache cache = open(redis)) {
            AtomicBoolean demoted = new AtomicBoolean();
            AtomicInteger hits = new AtomicInteger();
            AtomicInteger late = new AtomicInteger();
            for (int i = 0; i < 20; i++) {
                awaitProvedHits(redis, cache);
                hits.set(0);
                CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
                    for (int reads = 0; reads < 50; reads += demoted.get() ? 1 : 0) {
                        boolean after = demoted.get();
                        int loaded = loads.get();
                        read(cache);
                        if (loads.get() == loaded) {
                            (after ? late : hits).incrementAndGet();
                        }
                    }
                });
                // Its connections stay, and so does what it holds: the other one is not there.
                RedisKeys.ask(redis.uri(), commands -> {
                    await().atMost(PATIENCE).until(() -> hits.get() > 100);
                    String answer = commands.replicaof("127.0.0.1", 1);
                    demoted.set(true);
                    reader.join();
                    return answer;
                });
                assertThat(late).as("hits of reads that began after that").hasValue(0);
                RedisKeys.ask(redis.uri(), commands -> commands.replicaofNoOne());
                demoted.set(false);
            }
        }
    }

    @Test
    void whatIsSetBackInTheMidstOfHitsGivesOutNothingFromBefore() {
        try (RedisServer redis = quicklySynchronised();
                RedisServer older = quicklySynchronised();
                QueryCache cache = open(redis)) {
            for (int i = 0; i < 10; i++) {
                awaitProvedHits(redis, cache);
                RedisKeys.ask(older.uri(), commands -> {
                    follow(commands, redis);
                    return commands.replicaofNoOne();
                });
                String before = read(cache);
                assertThat(cache.invalidateTags("t")).isTrue();
                RedisKeys.ask(redis.uri(), commands -> {
                    awaitProvedHits(redis, cache);
                    follow(commands, older);
                    commands.replicaofNoOne();
                    assertThat(read(cache)).isNotEqualTo(before);
                    return before;
                });
            }
        }
    }

    /** It has another one's state within milliseconds, in the place of its own. */
    private static RedisServer quicklySynchronised() {
        return RedisServer.with("repl-diskless-sync yes", "repl-diskless-sync-delay 0", "repl-diskless-load swapdb")
                .start();
    }

    private static void follow(RedisCommands<String, String> commands, RedisServer primary) {
        commands.replicaof(primary.host(), primary.port());
        // Without a pause: an answer is trusted for milliseconds only.
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!commands.info("replication").contains("master_link_status:up")) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    @Test
    void whileHitsFollowEachOtherTheServerIsNotAskedForItself() {
        try (RedisServer redis = RedisServer.open().start();
                QueryCache cache = open(redis)) {
            awaitProvedHits(redis, cache);
            // Without the proof one in 16 ms: 20 in this time.
            await().atMost(PATIENCE).until(() -> {
                long before = infos(redis);
                long end = System.nanoTime() + Duration.ofMillis(320).toNanos();
                while (System.nanoTime() < end) {
                    read(cache);
                }
                // One is that of the question here, one that by which the server's time is renewed.
                return infos(redis) - before <= 3;
            });
        }
    }

    @Test
    void theRightsForItAreNotNeeded() {
        try (RedisServer redis = RedisServer.with("user default on nopass ~* &* +@all -getex")
                        .start();
                QueryCache cache = open(redis)) {
            awaitPlainHits(redis, cache);
        }
    }

    @Test
    void aServerThatHasNoSuchCommandGivesHits() {
        try (RedisServer redis = RedisServer.with("rename-command GETEX \"\"").start();
                QueryCache cache = open(redis)) {
            awaitPlainHits(redis, cache);
        }
    }

    @Test
    void aServerThatTakesNoWritesGivesHits() {
        try (RedisServer redis = RedisServer.open().start();
                QueryCache cache = open(redis)) {
            awaitProvedHits(redis, cache);
            RedisKeys.ask(redis.uri(), commands -> commands.configSet("min-replicas-to-write", "1"));
            awaitPlainHits(redis, cache);
        }
    }

    private static QueryCache open(RedisServer redis) {
        return Caches.open(
                redis.host(), redis.port(), Caches.SETTINGS.withFlushEvery(Duration.ofHours(1)), Caches.REDIS);
    }

    private void awaitProvedHits(RedisServer redis, QueryCache cache) {
        await().atMost(PATIENCE).until(() -> {
            Calls calls = Calls.of(redis, () -> readOften(cache));
            // The first one asks the server for itself.
            return calls.only(100) && calls.getex() > 50;
        });
    }

    private void awaitPlainHits(RedisServer redis, QueryCache cache) {
        await().atMost(PATIENCE).until(() -> {
            Calls calls = Calls.of(redis, () -> readOften(cache));
            return calls.only(100) && calls.getex() == 0;
        });
    }

    private void readOften(QueryCache cache) {
        for (int i = 0; i < 100; i++) {
            read(cache);
        }
    }

    private static long infos(RedisServer redis) {
        return RedisKeys.ask(redis.uri(), commands -> commands.info("commandstats"))
                .lines()
                .filter(line -> line.startsWith("cmdstat_info:calls="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }

    private String read(QueryCache cache) {
        return String.valueOf(cache.get("k", OPTIONS, () -> "value " + loads.incrementAndGet()));
    }
}
