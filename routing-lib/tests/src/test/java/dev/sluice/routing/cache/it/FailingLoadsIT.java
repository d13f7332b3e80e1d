package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.redis.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What readers get when loading fails. */
class FailingLoadsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RedisServer redis = RedisServer.open().start();
    private final QueryCache cache = Caches.open(redis.host(), redis.port());
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        cache.close();
        redis.close();
    }

    @Test
    void whoHasWaitedGetsTheLoadersErrorAsItIs() throws Exception {
        ReadOptions<String> options = ReadOptions.of(String.class).ttl(Duration.ofMinutes(5));
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        Set<Class<?>> thrown = ConcurrentHashMap.newKeySet();
        List<Future<?>> readers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            readers.add(threads.submit(() -> {
                while (System.nanoTime() < end) {
                    try {
                        cache.get("failing", options, () -> {
                            throw new IOException("down");
                        });
                    } catch (IOException | RuntimeException e) {
                        thrown.add(e.getClass());
                    }
                }
            }));
        }
        for (Future<?> reader : readers) {
            reader.get(1, TimeUnit.MINUTES);
        }
        assertThat(thrown).containsExactly(IOException.class);
    }

    @Test
    void whoGetsNoThreadGivesTheRightToLoadBack() {
        ReadOptions<String> options = ReadOptions.of(String.class).ttl(Duration.ofMinutes(5));
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };
        try (QueryCache patient = Caches.open(
                redis.host(), redis.port(), Caches.SETTINGS.withLease(PATIENCE.multipliedBy(2)), Caches.REDIS)) {
            assertThat(patient.getAsync("k", options, () -> CompletableFuture.completedFuture("none"), full))
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(RejectedExecutionException.class);
            Poll.until(
                    "the right to load is given back",
                    PATIENCE,
                    () -> !RedisKeys.exists(redis, "qcache:{" + Caches.NAME + "}:l:k"));
        }
    }

    @Test
    void whoGetsNoThreadForTheLastValueHearsOfTheLoadersErrorAllTheSame() {
        ReadOptions<String> options = ReadOptions.of(String.class)
                .ttl(Duration.ofMillis(1))
                .staleIfError(Duration.ofHours(1))
                .jitterPercent(0);
        cache.get("k", options, () -> "old");
        Poll.until("it is stored", PATIENCE, () -> RedisKeys.exists(redis, "qcache:{" + Caches.NAME + "}:e:k"));
        AtomicBoolean full = new AtomicBoolean();
        Executor executor = task -> {
            if (full.get()) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        };
        assertThat(cache.getAsync(
                        "k",
                        options,
                        () -> {
                            full.set(true);
                            return CompletableFuture.<String>failedFuture(new IOException("down"));
                        },
                        executor))
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(IOException.class);
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is wrong with the loader
    void aLoaderWithoutAStageIsToldSo() {
        ReadOptions<String> cached = ReadOptions.of(String.class).ttl(Duration.ofMinutes(5));
        for (ReadOptions<String> options : List.of(cached, ReadOptions.of(String.class))) {
            assertThat(cache.getAsync("k", options, () -> null, threads))
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withMessageContaining("the loader has returned null instead of a stage");
        }
    }

    @Test
    void theLastValueIsNotGivenOutWhenItsTimeIsOverWhileItIsLoaded() throws Exception {
        ReadOptions<String> options = ReadOptions.of(String.class)
                .ttl(Duration.ofSeconds(1))
                .staleIfError(Duration.ofSeconds(1))
                .jitterPercent(0);
        cache.get("k", options, () -> "old");
        Poll.until("it is stored", PATIENCE, () -> RedisKeys.exists(redis, "qcache:{" + Caches.NAME + "}:e:k"));
        long over = System.nanoTime() + Duration.ofMillis(2500).toNanos();
        TimeUnit.MILLISECONDS.sleep(1300);
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> waiting = threads.submit(() -> {
            begun.await();
            return cache.get("k", options, () -> {
                throw new IOException("down");
            });
        });
        assertThatThrownBy(() -> cache.get("k", options, () -> {
                    begun.countDown();
                    while (System.nanoTime() < over) {
                        LockSupport.parkNanos(over - System.nanoTime());
                    }
                    throw new IOException("down");
                }))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(IOException.class);
    }
}
