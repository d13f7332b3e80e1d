package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.testing.redis.RedisServer;
import io.lettuce.core.KillArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hit asks for the entry alone, and still sees what others have changed. */
class KnownVersionsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PREFIX = "qcache:{" + Caches.NAME + "}:";
    private static final String VERSION = PREFIX + "v:t:t";
    private static final ReadOptions<Long> OPTIONS = ReadOptions.of(Long.class)
            .ttl(Duration.ofHours(1))
            .models("shop.orders")
            .tags("t");

    private static final String FEW_RIGHTS =
            "user default on nopass ~* &* +@all -client +client|setname +client|setinfo";

    private static final int INVALIDATIONS = 4_000;
    private static final int READERS = 4;
    private static final int KEYS = 3;

    private final AtomicLong database = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    @Test
    void whatAnotherProcessHasInvalidatedIsNeverGivenOut() throws Exception {
        try (RedisServer redis = RedisServer.open().start();
                QueryCache cache = open(redis.host(), redis.port());
                QueryCache other = open(redis.host(), redis.port())) {
            awaitAlone(redis, cache);
            Calls calls = Calls.of(redis, () -> readAndInvalidate(cache, other, INVALIDATIONS));
            assertThat(violations).isEmpty();
            // Of those, each script has two at most. So many were hits that relied on what the process knows.
            assertThat(calls.get() - 2 * calls.evalsha()).isGreaterThan(INVALIDATIONS / 10);
        }
    }

    @Test
    void whatReadsVersionsStandsDirectlyBehindWhatMakesThemTracked() throws Exception {
        try (RedisServer redis = RedisServer.open().start();
                SentBytes wire = new SentBytes(redis);
                QueryCache cache = open(redis.host(), wire.port());
                QueryCache other = open(redis.host(), redis.port())) {
            awaitAlone(redis, cache);
            readAndInvalidate(cache, other, 2_000);
            String sent = String.join("", wire.texts());
            int tracked = count(sent, "\r\nCACHING\r\n$3\r\nYES\r\n");
            assertThat(tracked).isGreaterThan(100);
            assertThat(count(sent, "\r\nCACHING\r\n$3\r\nYES\r\n*7\r\n$4\r\nEVAL\r\n"))
                    .isEqualTo(tracked);
        }
    }

    private static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }

    private void readAndInvalidate(QueryCache cache, QueryCache other, int invalidations) {
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(() -> {
                    while (!over) {
                        read(cache);
                    }
                }));
            }
            for (int i = 0; i < invalidations; i++) {
                long number = database.incrementAndGet();
                assertThat(i % 2 == 0 ? other.invalidateTags("t") : other.invalidateModels("shop.orders"))
                        .isTrue();
                acknowledged.set(number);
                // Some follow at once, and some find that the versions are known again.
                int begun = reads.get();
                int pause = ThreadLocalRandom.current().nextInt(4) * READERS * KEYS;
                while (reads.get() - begun < pause && readers.stream().noneMatch(Future::isDone)) {
                    Thread.onSpinWait();
                }
            }
            over = true;
            for (Future<?> reader : readers) {
                reader.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            over = true;
            threads.shutdownNow();
        }
    }

    private void read(QueryCache cache) {
        long floor = acknowledged.get();
        Long value = cache.get("k" + reads.incrementAndGet() % KEYS, OPTIONS, database::get);
        if (value == null || value < floor) {
            violations.add(value + " was given out after " + floor + " had been acknowledged");
        }
    }

    @Test
    void whatHasHappenedToAVersionIsSeen() {
        List<Consumer<RedisCommands<String, String>>> changes = List.of(
                commands -> commands.unlink(VERSION),
                commands -> commands.set(VERSION, "another version. ?"),
                commands -> commands.rename(VERSION, PREFIX + "elsewhere"),
                commands -> {
                    commands.pexpire(VERSION, 1);
                    // Before that, nobody has seen it expired; its entries have expired before it in earnest.
                    await().atMost(PATIENCE).until(() -> commands.exists(VERSION) == 0);
                },
                commands -> {
                    String entry = commands.get(PREFIX + "e:k");
                    commands.flushall();
                    commands.set(PREFIX + "e:k", entry);
                },
                commands -> {
                    // The server tells nothing to whom it has left.
                    commands.clientKill(KillArgs.Builder.typeNormal().skipme());
                    commands.unlink(VERSION);
                },
                commands -> {
                    // The server can't remember what it has to tell, so it tells that it doesn't.
                    commands.configSet("tracking-table-max-keys", "1");
                    commands.unlink(VERSION);
                });
        try (RedisServer redis = RedisServer.open().start();
                QueryCache cache = open(redis.host(), redis.port())) {
            for (int i = 0; i < 3 * changes.size(); i++) {
                RedisKeys.ask(redis.uri(), commands -> commands.configSet("tracking-table-max-keys", "1000000"));
                awaitAlone(redis, cache);
                long number = database.incrementAndGet();
                Consumer<RedisCommands<String, String>> change = changes.get(i % changes.size());
                RedisKeys.ask(redis.uri(), commands -> {
                    change.accept(commands);
                    return "done";
                });
                assertThat(cache.get("k", OPTIONS, database::get))
                        .as("change %d", i)
                        .isEqualTo(number);
            }
        }
    }

    @Test
    void theRightsToTrackSuffice() {
        String user = FEW_RIGHTS + " +client|tracking +client|caching";
        try (RedisServer redis = RedisServer.with(user).start();
                QueryCache cache = open(redis.host(), redis.port())) {
            awaitAlone(redis, cache);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+client|caching", "+client|tracking"})
    void whereChangesAreNotToldVersionsAreReadWithTheEntry(String rights) {
        try (RedisServer redis = RedisServer.with(FEW_RIGHTS + ' ' + rights).start();
                QueryCache cache = open(redis.host(), redis.port());
                QueryCache other = open(redis.host(), redis.port())) {
            await().atMost(PATIENCE)
                    .until(() -> Calls.of(redis, () -> hit(cache)).onlyWithVersions(1));
            // One whose answer is slow is asked for twice.
            await().atMost(PATIENCE)
                    .until(() -> Calls.of(redis, () -> {
                                for (int i = 0; i < 10; i++) {
                                    hit(cache);
                                }
                            })
                            .onlyWithVersions(10));
            for (int i = 0; i < 10; i++) {
                long number = database.incrementAndGet();
                assertThat(other.invalidateTags("t")).isTrue();
                assertThat(cache.get("k", OPTIONS, database::get)).isEqualTo(number);
            }
        }
    }

    private static QueryCache open(String host, int port) {
        return Caches.open(host, port, Caches.SETTINGS.withFlushEvery(Duration.ofHours(1)), Caches.REDIS);
    }

    /** Waits until a hit is one GET. */
    private void awaitAlone(RedisServer redis, QueryCache cache) {
        await().atMost(PATIENCE).until(() -> Calls.of(redis, () -> hit(cache)).only(1));
    }

    private void hit(QueryCache cache) {
        assertThat(cache.get("k", OPTIONS, database::get)).isNotNull();
    }
}
