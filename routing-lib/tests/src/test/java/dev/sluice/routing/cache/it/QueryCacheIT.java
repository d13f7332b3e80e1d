package dev.sluice.routing.cache.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RuleStatistics;
import dev.sluice.routing.cache.store.Change;
import dev.sluice.routing.cache.store.ReadPosition;
import dev.sluice.routing.replication.Lsn;
import dev.sluice.testing.redis.RedisServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryCacheIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RedisServer REDIS = RedisServer.open();
    private static final ReadOptions<Order> ORDERS = ReadOptions.of(Order.class)
            .ttl(Duration.ofMinutes(5))
            .models("shop.orders")
            .tags("front");

    record Order(int id, String text) {}

    private QueryCache cache;
    private QueryCache other;
    private final AtomicInteger loads = new AtomicInteger();

    @BeforeAll
    static void start() {
        REDIS.start();
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @BeforeEach
    void open() {
        cache = Caches.open(REDIS.host(), REDIS.port());
        other = Caches.open(REDIS.host(), REDIS.port());
        cache.invalidate(Change.EVERYTHING);
    }

    @AfterEach
    void close() {
        cache.close();
        other.close();
    }

    @Test
    void aValueIsLoadedOnceAndSharedByAll() {
        assertThat(load(cache, "a")).isEqualTo(new Order(1, "a"));
        awaitStored("a");
        assertThat(load(cache, "a")).isEqualTo(new Order(1, "a"));
        assertThat(load(other, "a")).isEqualTo(new Order(1, "a"));
        assertThat(loads).hasValue(1);
        RuleStatistics counted = cache.statistics().rule("").orElseThrow();
        assertThat(counted.misses()).isEqualTo(1);
        assertThat(counted.hits()).isGreaterThanOrEqualTo(1);
        assertThat(counted.loads()).isEqualTo(1);
    }

    @Test
    void anInvalidationIsSeenByAllAtOnce() {
        for (Runnable invalidation : List.<Runnable>of(
                () -> other.invalidateKeys("b"),
                () -> other.invalidateModels("shop.orders"),
                () -> other.invalidateTags("front"),
                () -> other.invalidate(Change.EVERYTHING))) {
            load(cache, "b");
            awaitStored("b");
            int before = loads.get();
            invalidation.run();
            load(cache, "b");
            assertThat(loads).hasValue(before + 1);
        }
    }

    @Test
    void anInvalidationOfSomethingElseLeavesTheValue() {
        load(cache, "c");
        awaitStored("c");
        other.invalidateKeys("d");
        other.invalidateModels("shop.customers");
        other.invalidateTags("back");
        load(cache, "c");
        assertThat(loads).hasValue(1);
    }

    @Test
    void aValueLoadedBeforeAnInvalidationIsNotStoredAfterIt() {
        Order old = cache.get("e", ORDERS, () -> {
            other.invalidateModels("shop.orders");
            return new Order(0, "old");
        });
        assertThat(old).isEqualTo(new Order(0, "old"));
        assertThat(load(other, "e")).isEqualTo(new Order(1, "e"));
        await().atMost(PATIENCE)
                .until(() -> cache.statistics().rule("").orElseThrow().refused() == 1);
        Order other2 = cache.get("f", ORDERS, () -> {
            other.invalidateKeys("f");
            return new Order(0, "old");
        });
        assertThat(other2).isEqualTo(new Order(0, "old"));
        assertThat(load(other, "f")).isEqualTo(new Order(2, "f"));
    }

    @Test
    void errorsReachWhoAskedAndAreNotCached() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> cache.<Order, SQLException>get("g", ORDERS, () -> {
                        loads.incrementAndGet();
                        throw new SQLException("no such table");
                    }))
                    .isInstanceOf(SQLException.class)
                    .hasMessage("no such table");
        }
        assertThat(loads).hasValue(3);
        assertThatThrownBy(() -> cache.get("g", ORDERS, () -> {
                    throw new StackOverflowError("too deep");
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(load(cache, "g")).isEqualTo(new Order(4, "g"));
    }

    @Test
    void aLoaderThatReadsItsOwnKeyDoesNotWaitForItself() {
        ReadOptions<String> text = ReadOptions.of(String.class).ttl(Duration.ofMinutes(5));
        long start = System.nanoTime();
        Order found = cache.get("own", ORDERS, () -> {
            Order inner = cache.get("own", ORDERS, () -> new Order(1, "inner"));
            return new Order(2, requireNonNull(inner).text() + cache.get("own", text, () -> " and another type"));
        });
        assertThat(found).isEqualTo(new Order(2, "inner and another type"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Caches.SETTINGS.waitLimit());
        awaitStored("own");
        assertThat(cache.get("own", ORDERS, () -> new Order(3, "anew"))).isEqualTo(found);
        assertThat(cache.statistics().rule("").orElseThrow().bypasses()).isEqualTo(2);
    }

    @Test
    void manyReadersOfOneKeyInSeveralCachesLoadOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(200);
        try {
            CountDownLatch ready = new CountDownLatch(200);
            List<Future<Order>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                QueryCache mine = i % 2 == 0 ? cache : other;
                answers.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return mine.get("h", ORDERS, () -> {
                        TimeUnit.MILLISECONDS.sleep(200);
                        return new Order(loads.incrementAndGet(), "h");
                    });
                }));
            }
            for (Future<Order> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(new Order(1, "h"));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(loads).hasValue(1);
    }

    @Test
    void manyReadersOfWhatALaggingReplicaAnswersDoNotWaitInLine() throws Exception {
        ReadPosition behind = ReadPosition.replica(Lsn.parse("0/100"), Lsn.parse("0/200"));
        ExecutorService threads = Executors.newFixedThreadPool(40);
        try {
            List<Future<@Nullable Order>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                all.add(threads.submit(() -> cache.getAt("behind", ORDERS, position -> {
                    loads.incrementAndGet();
                    TimeUnit.MILLISECONDS.sleep(300);
                    position.accept(behind);
                    return new Order(1, "behind");
                })));
            }
            for (Future<@Nullable Order> each : all) {
                assertThat(each.get(2, TimeUnit.MINUTES)).isEqualTo(new Order(1, "behind"));
            }
            assertThat(loads).as("not one for each").hasValueLessThan(5);
            assertThat(RedisKeys.exists(REDIS, "qcache:{" + Caches.NAME + "}:e:behind"))
                    .isFalse();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void onlyTheFirstReaderWaitsForALoadThatDoesNotEnd() throws Exception {
        Duration limit = Duration.ofSeconds(5);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (QueryCache patient =
                Caches.open(REDIS.host(), REDIS.port(), Caches.SETTINGS.withWaitLimit(limit), Caches.REDIS)) {
            Future<Order> slow = thread.submit(() -> other.get("h", ORDERS, () -> {
                begun.countDown();
                end.await();
                return new Order(1, "late");
            }));
            begun.await();
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(patient.get("h", ORDERS, () -> new Order(2, "own"))).isEqualTo(new Order(2, "own"));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(limit, limit.multipliedBy(19));
            end.countDown();
            assertThat(slow.get(1, TimeUnit.MINUTES)).isEqualTo(new Order(1, "late"));
            await().atMost(PATIENCE)
                    .until(() -> new Order(1, "late").equals(patient.get("h", ORDERS, () -> new Order(2, "own"))));
        } finally {
            end.countDown();
            thread.shutdownNow();
        }
    }

    @Test
    void aStaleValueIsGivenOutWhileOneLoaderRenewsIt() {
        ReadOptions<Order> options =
                ORDERS.ttl(Duration.ofMillis(50)).jitterPercent(0).staleWhileRevalidate(Duration.ofMinutes(5));
        load(cache, "i", options);
        awaitStored("i");
        await().atMost(PATIENCE).until(() -> {
            Order order = load(cache, "i", options);
            return order != null && order.id() > 1;
        });
        assertThat(cache.statistics().rule("").orElseThrow().staleHits()).isPositive();
        assertThat(cache.statistics().rule("").orElseThrow().misses()).isEqualTo(1);
    }

    @Test
    void aStaleValueIsNotGivenOutAfterAnInvalidation() {
        ReadOptions<Order> options = ORDERS.ttl(Duration.ofMillis(1))
                .staleWhileRevalidate(Duration.ofMinutes(5))
                .staleIfError(Duration.ofMinutes(5));
        load(cache, "j", options);
        awaitStored("j");
        other.invalidateTags("front");
        assertThat(load(cache, "j", options)).isEqualTo(new Order(2, "j"));
        awaitStored("j");
        other.invalidateTags("front");
        assertThatThrownBy(() -> cache.get("j", options, () -> {
                    throw new IOException("down");
                }))
                .isInstanceOf(IOException.class);
    }

    @Test
    void theLastValueIsGivenOutWhenLoadingFails() throws Exception {
        ReadOptions<Order> options =
                ORDERS.ttl(Duration.ofMillis(1)).jitterPercent(0).staleIfError(Duration.ofMinutes(5));
        load(cache, "k", options);
        awaitStored("k");
        AtomicInteger failures = new AtomicInteger();
        for (int i = 0; i < 5; i++) {
            assertThat(cache.<Order, IOException>get("k", options, () -> {
                        failures.incrementAndGet();
                        throw new IOException("down");
                    }))
                    .isEqualTo(new Order(1, "k"));
        }
        assertThat(failures.get()).isBetween(1, 4);
        await().atMost(PATIENCE).until(() -> load(cache, "k", options).equals(new Order(2, "k")));
    }

    @Test
    void thatThereIsNoValueIsRememberedOnlyOnRequest() {
        for (int i = 0; i < 2; i++) {
            assertThat(none("l", ORDERS)).isNull();
        }
        assertThat(loads).hasValue(2);
        ReadOptions<Order> negative = ORDERS.negativeTtl(Duration.ofMinutes(1));
        assertThat(none("m", negative)).isNull();
        awaitStored("m");
        assertThat(none("m", negative)).isNull();
        assertThat(loads).hasValue(3);
        other.invalidateKeys("m");
        assertThat(load(cache, "m", negative)).isEqualTo(new Order(4, "m"));
    }

    @Test
    void aValueOfAnotherTypeIsLoadedAnew() {
        load(cache, "n");
        awaitStored("n");
        ReadOptions<List<Order>> lists = ReadOptions.of(new TypeReference<List<Order>>() {})
                .ttl(Duration.ofMinutes(5))
                .models("shop.orders")
                .tags("front");
        assertThat(cache.get("n", lists, () -> List.of(new Order(7, "n")))).containsExactly(new Order(7, "n"));
    }

    @Test
    void aValueBoundToMoreIsLoadedAnewByWhoWantsThat() {
        load(cache, "o");
        awaitStored("o");
        ReadOptions<Order> more = ORDERS.models("shop.orders", "shop.customers");
        assertThat(load(cache, "o", more)).isEqualTo(new Order(2, "o"));
    }

    @Test
    void aFlushedServerResurrectsNothing() {
        load(cache, "p");
        awaitStored("p");
        REDIS.kill();
        REDIS.start();
        await().atMost(PATIENCE).until(() -> cache.statistics().inUse() && cache.invalidateKeys("x"));
        assertThat(load(cache, "p").id()).isGreaterThan(1);
    }

    @Test
    void aLargeValueIsCompressedAndATooLargeOneIsNotCached() {
        String large = "abc".repeat(20_000);
        assertThat(cache.get("q", ORDERS, () -> new Order(1, large))).isEqualTo(new Order(1, large));
        awaitStored("q");
        assertThat(other.get("q", ORDERS, () -> new Order(2, ""))).isEqualTo(new Order(1, large));

        String tooLarge = "x".repeat(1 << 20);
        assertThat(cache.get("r", ORDERS, () -> new Order(1, tooLarge))).isEqualTo(new Order(1, tooLarge));
        assertThat(load(other, "r").text()).isEqualTo("r");
    }

    @Test
    void theSameWithoutBlocking() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 2; i++) {
                Order order = cache.getAsync(
                                "s",
                                ORDERS,
                                () -> CompletableFuture.supplyAsync(
                                        () -> new Order(loads.incrementAndGet(), "s"), threads),
                                threads)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
                assertThat(order).isEqualTo(new Order(1, "s"));
                awaitStored("s");
            }
            CompletableFuture<Order> failing = cache.getAsync(
                            "t", ORDERS, () -> CompletableFuture.<Order>failedFuture(new IOException("down")), threads)
                    .toCompletableFuture();
            assertThatThrownBy(() -> failing.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aLoadThatTakesManyLeasesIsStored() throws InterruptedException {
        try (QueryCache quick = Caches.open(
                REDIS.host(), REDIS.port(), Caches.SETTINGS.withLease(Duration.ofSeconds(1)), Caches.REDIS)) {
            quick.get("slow", ORDERS.models("never.read.before"), () -> {
                // Longer than a version lives that was missing at the start.
                TimeUnit.SECONDS.sleep(11);
                return new Order(1, "first");
            });
            awaitStored("slow");
        }
    }

    // What is stored is told after the value has been given out.
    private void awaitStored(String key) {
        await().atMost(PATIENCE).until(() -> RedisKeys.exists(REDIS, "qcache:{" + Caches.NAME + "}:e:" + key));
    }

    private Order load(QueryCache from, String key) {
        return load(from, key, ORDERS);
    }

    private Order load(QueryCache from, String key, ReadOptions<Order> options) {
        return requireNonNull(from.get(key, options, () -> new Order(loads.incrementAndGet(), key)));
    }

    private @Nullable Order none(String key, ReadOptions<Order> options) {
        return cache.get(key, options, () -> {
            loads.incrementAndGet();
            return null;
        });
    }
}
