package dev.sluice.routing.cache.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever calls {@code get} waits for a hit on its own thread: it never hangs, and loses no interrupt. */
class AwaitedHitsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofHours(1)).tags("t");

    private final RedisServer redis = RedisServer.open().start();
    private final QueryCache cache = Caches.open(redis.host(), redis.port());
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong loads = new AtomicLong();
    private final List<Future<?>> readers = new ArrayList<>();

    @BeforeEach
    void read() {
        for (int i = 0; i < 4; i++) {
            String key = "key " + i;
            readers.add(threads.submit(() -> {
                while (!ended.get()) {
                    assertThat(get(key)).isEqualTo("value of " + key);
                    reads.incrementAndGet();
                }
            }));
        }
        awaitHits();
    }

    @AfterEach
    void close() {
        ended.set(true);
        threads.shutdownNow();
        cache.close();
        redis.close();
    }

    @Test
    void whenRedisHangsInTheMidstOfHitsReadersGoOnWithoutIt() throws Exception {
        redis.suspend();
        long loaded = loads.get();
        await().atMost(PATIENCE).until(() -> loads.get() >= loaded + 40);
        assertThat(cache.statistics().inUse()).isFalse();
        redis.resume();
        awaitHits();
        end();
    }

    @Test
    void whenRedisRestartsInTheMidstOfHitsReadersGoOn() throws Exception {
        for (int i = 0; i < 3; i++) {
            long loaded = loads.get();
            redis.stop();
            await().atMost(PATIENCE).until(() -> loads.get() >= loaded + 40);
            redis.start();
            awaitHits();
        }
        end();
    }

    @Test
    void anInterruptIsKeptAndTheValueGivenOut() throws Exception {
        long loaded = loads.get();
        for (int i = 0; i < 1000; i++) {
            Thread.currentThread().interrupt();
            String value = get("key 0");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(value).isEqualTo("value of key 0");
        }
        assertThat(loads).as("an interrupt is no failure").hasValue(loaded);
        end();
    }

    private String get(String key) {
        return requireNonNull(cache.get(key, OPTIONS, () -> {
            loads.incrementAndGet();
            return "value of " + key;
        }));
    }

    /** Waits until many reads in a row needed no load. */
    private void awaitHits() {
        await().atMost(PATIENCE).until(() -> {
            long loaded = loads.get();
            long read = reads.get();
            await().atMost(PATIENCE).until(() -> reads.get() > read + 400);
            return loads.get() == loaded;
        });
    }

    private void end() throws Exception {
        ended.set(true);
        for (Future<?> reader : readers) {
            reader.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
