package dev.sluice.routing.cache.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisAwayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).ttl(Duration.ofMinutes(5)).tags("t");
    private static final CacheSettings SETTINGS = Caches.SETTINGS.withLoadsWithoutCache(4);

    private final RedisServer redis = RedisServer.open();
    private final AtomicInteger loads = new AtomicInteger();
    private QueryCache cache;

    @BeforeEach
    void open() {
        redis.start();
        cache = Caches.open(
                redis.host(), redis.port(), SETTINGS, RedisSettings.DEFAULT.withCommandTimeout(Duration.ofMillis(500)));
    }

    @AfterEach
    void close() {
        cache.close();
        redis.close();
    }

    @Test
    void aStartWithoutRedisLoadsAndUsesItOnceItIsThere() {
        redis.stop();
        try (QueryCache early = QueryCache.open(
                RedisLocation.standalone(redis.host(), redis.port()), Caches.NAME, Caches.REDIS, SETTINGS)) {
            assertThat(read(early, "a")).isNotEqualTo(read(early, "a"));
            redis.start();
            await().atMost(PATIENCE).until(() -> read(early, "a").equals(read(early, "a")));
        }
    }

    /** A loader that blocks would stop all timeouts of the process. */
    @Test
    void whoWaitsForAnotherProcessWhenItGoesLoadsOnNoThreadForTimeouts() {
        try (QueryCache holder = Caches.open(redis.host(), redis.port())) {
            List<CompletableFuture<String>> threads = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                CompletableFuture<Void> begun = new CompletableFuture<>();
                CompletableFuture<String> held = new CompletableFuture<>();
                var unused = holder.getAsync(
                        "k" + i,
                        OPTIONS,
                        () -> {
                            begun.complete(null);
                            return held;
                        },
                        Runnable::run);
                assertThat(begun).succeedsWithin(PATIENCE);
                threads.add(cache.getAsync(
                                "k" + i,
                                OPTIONS,
                                () -> CompletableFuture.completedFuture(
                                        Thread.currentThread().getName()),
                                Runnable::run)
                        .toCompletableFuture());
            }
            redis.stop();
            assertThat(threads)
                    .allSatisfy(thread -> assertThat(thread)
                            .succeedsWithin(PATIENCE)
                            .isNotEqualTo("CompletableFutureDelayScheduler"));
        }
    }

    @Test
    void aPoolWithoutAThreadLeftHoldsUpNobodyElse() {
        redis.stop();
        Executor exhausted = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        for (int i = 0; i < 8; i++) {
            assertThat(cache.getAsync("d", OPTIONS, () -> CompletableFuture.completedFuture("none"), exhausted))
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(OutOfMemoryError.class);
        }
        assertThat(cache.getAsync("d", OPTIONS, () -> CompletableFuture.completedFuture("one"), Runnable::run))
                .succeedsWithin(PATIENCE)
                .isEqualTo("one");
        assertThat(CompletableFuture.supplyAsync(() -> read(cache, "d"))).succeedsWithin(PATIENCE);
    }

    @Test
    void whileRedisHangsValuesAreLoadedAndAfterwardsCachedAgain() {
        String cached = read(cache, "b");
        assertThat(read(cache, "b")).isEqualTo(cached);
        redis.suspend();
        for (int i = 0; i < 5; i++) {
            assertThat(read(cache, "b")).isNotEqualTo(cached);
        }
        assertThat(cache.statistics().inUse()).isFalse();
        redis.resume();
        await().atMost(PATIENCE).until(() -> cache.statistics().inUse());
        await().atMost(PATIENCE).until(() -> read(cache, "b").equals(read(cache, "b")));
    }

    @Test
    void anInvalidationThatCannotBeDeliveredIsKeptAndHeldAgainstThisProcess() {
        String cached = read(cache, "c");
        redis.suspend();
        assertThat(cache.invalidateTags("t")).isFalse();
        assertThat(cache.statistics().undelivered()).isEqualTo(1);
        assertThat(cache.statistics().deliveryFailures()).isPositive();
        redis.resume();
        assertThat(read(cache, "c")).isNotEqualTo(cached);
        await().atMost(PATIENCE).until(() -> cache.statistics().undelivered() == 0);
        try (QueryCache other = Caches.open(redis.host(), redis.port())) {
            assertThat(read(other, "c")).isNotEqualTo(cached);
        }
    }

    @Test
    void whatWaitsIsTriedOnceMoreWhenTheCacheIsClosed() {
        // It is closed before it would try again by itself.
        CacheSettings patient = withTrialEvery(Duration.ofSeconds(5));
        RedisSettings settings = RedisSettings.DEFAULT.withCommandTimeout(Duration.ofSeconds(2));
        QueryCache writer = Caches.open(redis.host(), redis.port(), patient, settings);
        String cached = read(cache, "f");
        assertThat(read(cache, "f")).isEqualTo(cached);
        try {
            redis.suspend();
            assertThat(writer.invalidateTags("t")).isFalse();
            redis.resume();
        } finally {
            writer.close();
        }
        assertThat(writer.statistics().undelivered()).isZero();
        assertThat(read(cache, "f")).isNotEqualTo(cached);
    }

    @Test
    void withoutRedisOnlySomeLoadsRunAtOnceAndReadersOfOneKeyShareThem() throws Exception {
        awaitOutOfUse();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger shared = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(60);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String key = i % 2 == 0 ? "same" : "key " + i;
                answers.add(threads.submit(() -> cache.get(key, OPTIONS, () -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    shared.addAndGet(key.equals("same") ? 1 : 0);
                    TimeUnit.MILLISECONDS.sleep(50);
                    running.decrementAndGet();
                    return "loaded";
                })));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("loaded");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(most.get()).isBetween(2, 4);
        assertThat(shared.get()).isBetween(1, 29);
    }

    @Test
    void loadsThatReadOtherKeysDoNotWaitForEachOther() throws Exception {
        awaitOutOfUse();
        CountDownLatch allHaveBegun = new CountDownLatch(4);
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String key = "key " + i;
                answers.add(threads.submit(() -> cache.get(key, OPTIONS, () -> {
                    allHaveBegun.countDown();
                    allHaveBegun.await();
                    return read(cache, "of all") + cache.get("part of " + key, OPTIONS, () -> " and its part");
                })));
            }
            for (Future<String> answer : answers) {
                assertThat(answer.get(5, TimeUnit.MINUTES)).endsWith(" and its part");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void loadsThatDoNotEndKeepOthersWaitingForAWhileOnly() {
        awaitOutOfUse();
        for (int i = 0; i < 4; i++) {
            var unused = cache.getAsync("hangs " + i, OPTIONS, CompletableFuture::new, Runnable::run);
        }
        assertThat(CompletableFuture.supplyAsync(() -> read(cache, "e"))).succeedsWithin(PATIENCE);
        assertThat(CompletableFuture.supplyAsync(() -> read(cache, "hangs 1"))).succeedsWithin(PATIENCE);
    }

    private static CacheSettings withTrialEvery(Duration every) {
        return new CacheSettings(
                SETTINGS.lease(),
                SETTINGS.waitLimit(),
                SETTINGS.beta(),
                SETTINGS.loadsWithoutCache(),
                SETTINGS.refreshThreads(),
                SETTINGS.failureThreshold(),
                every,
                SETTINGS.flushEvery(),
                SETTINGS.nearEntries(),
                SETTINGS.nearBound());
    }

    private void awaitOutOfUse() {
        redis.kill();
        await().atMost(PATIENCE).until(() -> {
            read(cache, "d");
            return !cache.statistics().inUse();
        });
    }

    private String read(QueryCache from, String key) {
        return String.valueOf(from.get(key, OPTIONS, () -> "value " + loads.incrementAndGet()));
    }
}
