package dev.sluice.routing.cache.it;

import static dev.sluice.routing.cache.it.PolicyDocuments.moved;
import static dev.sluice.routing.cache.it.PolicyDocuments.policy;
import static dev.sluice.routing.cache.it.PolicyDocuments.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CachePolicyCodec;
import dev.sluice.routing.cache.policy.CacheRule;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.testing.redis.RedisCommands;
import dev.sluice.testing.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy that names another Redis, which processes come to know at different times. */
class MovingIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReadOptions<String> OPTIONS = ReadOptions.of(String.class);

    private final RedisServer redis = RedisServer.open();
    private final RedisServer another = RedisServer.open();
    private final AtomicInteger loads = new AtomicInteger();

    @TempDir
    private Path folder;

    private QueryCache cache;

    @BeforeEach
    void open() {
        redis.start();
        cache = QueryCache.follow(folder, Caches.REDIS, Caches.SETTINGS);
    }

    @AfterEach
    void close() {
        cache.close();
        redis.close();
        another.close();
    }

    @Test
    void theCacheIsOutOfUseForAWhileWhenItMoves() throws IOException {
        publish(1, redis, rule("orders", "order:*"));
        awaitCached("order:1");
        another.start();
        publish(2, another, rule("orders", "order:*"));
        await().atMost(PATIENCE).until(() -> !cache.statistics().inUse());
        assertThat(read("order:1")).isNotEqualTo(read("order:1"));
        await().atMost(PATIENCE).until(() -> cache.invalidateTags("orders"));
    }

    @Test
    void whoDoesNotKnowThatTheCacheMovesHearsOfInvalidationsToo(@TempDir Path late) throws IOException {
        publish(1, redis, rule("orders", "order:*"));
        Files.copy(folder.resolve(CachePolicyCodec.DATA_KEY), late.resolve(CachePolicyCodec.DATA_KEY));
        awaitCached("order:1");
        try (QueryCache knowsLate = QueryCache.follow(late, Caches.REDIS, Caches.SETTINGS)) {
            await().atMost(PATIENCE).until(() -> read(knowsLate, "order:1").equals(read("order:1")));
            String before = read("order:1");
            another.start();
            publish(2, another, rule("orders", "order:*"));
            await().atMost(PATIENCE).until(() -> !cache.statistics().inUse());
            await().atMost(PATIENCE).until(() -> cache.invalidateTags("orders"));
            assertThat(read(knowsLate, "order:1")).isNotEqualTo(before);
            redis.kill();
            assertThat(cache.invalidateTags("orders"))
                    .as("only one of them has it")
                    .isFalse();
        }
    }

    @Test
    void whoStartsWhileTheCacheMovesTakesPart(@TempDir Path fresh) throws IOException {
        publish(1, redis, rule("orders", "order:*"));
        awaitCached("order:1");
        another.start();
        Files.writeString(fresh.resolve(CachePolicyCodec.DATA_KEY), moved(2, another, redis));
        try (QueryCache starts = QueryCache.follow(fresh, Caches.REDIS, Caches.SETTINGS)) {
            String before = read("order:1");
            await().atMost(PATIENCE).until(() -> starts.invalidateTags("orders"));
            assertThat(read("order:1")).as("where the old one is read").isNotEqualTo(before);

            assertThat(starts.statistics().inUse()).isFalse();
            assertThat(read(starts, "order:1"))
                    .as("those who know the old one alone do not invalidate in the new one")
                    .isNotEqualTo(read(starts, "order:1"));
            assertThat(RedisCommands.send(another, "EXISTS", "qcache:{test/policy}:e:order:1"))
                    .isEqualTo(":0\r\n");

            redis.kill();
            assertThat(starts.invalidateTags("orders")).isFalse();
            assertThat(starts.statistics().undelivered()).isPositive();
            Files.writeString(fresh.resolve(CachePolicyCodec.DATA_KEY), moved(3, another));
            await().atMost(PATIENCE)
                    .until(() ->
                            starts.statistics().inUse() && starts.statistics().undelivered() == 0);
            await().atMost(PATIENCE).until(() -> read(starts, "order:1").equals(read(starts, "order:1")));
            assertThat(starts.invalidateTags("orders")).isTrue();
        }
    }

    @Test
    void whoWaitsForALoadWhenTheCacheMovesDoesNotLoadIntoTheNewRedis(@TempDir Path fresh) throws Exception {
        publish(1, redis, rule("orders", "order:*"));
        awaitCached("order:1");
        Files.copy(folder.resolve(CachePolicyCodec.DATA_KEY), fresh.resolve(CachePolicyCodec.DATA_KEY));
        another.start();
        CompletableFuture<Void> loading = new CompletableFuture<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (QueryCache waits = QueryCache.follow(fresh, Caches.REDIS, Caches.SETTINGS)) {
            await().atMost(PATIENCE).until(() -> read(waits, "order:1").equals(read("order:1")));
            var first = CompletableFuture.supplyAsync(() -> cache.get("order:2", OPTIONS, () -> {
                loading.complete(null);
                end.join();
                return "first";
            }));
            loading.join();
            var second = CompletableFuture.supplyAsync(() -> waits.get("order:2", OPTIONS, () -> "second"));
            await().during(Duration.ofMillis(300)).until(() -> !second.isDone());
            Files.writeString(fresh.resolve(CachePolicyCodec.DATA_KEY), moved(2, another, redis));

            assertThat(second.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("second");
            assertThat(RedisCommands.send(another, "EXISTS", "qcache:{test/policy}:e:order:2"))
                    .as("who has not followed cannot make that old")
                    .isEqualTo(":0\r\n");
            end.complete(null);
            assertThat(first.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("first");
        } finally {
            end.complete(null);
        }
    }

    @Test
    void whatIsInARedisFromBeforeTheCacheWasElsewhereIsNotGivenOut() throws IOException {
        publish(1, redis, rule("orders", "order:*"));
        awaitCached("order:1");
        String before = read("order:1");
        another.start();
        publish(moved(2, another, redis));
        await().atMost(PATIENCE).until(() -> !cache.statistics().inUse());
        publish(moved(3, another));
        awaitCached("order:1");
        assertThat(cache.invalidateTags("orders")).isTrue();
        publish(moved(4, redis, another));
        await().atMost(PATIENCE).until(() -> !cache.statistics().inUse());
        publish(moved(5, redis));
        awaitCached("order:1");
        assertThat(read("order:1")).isNotEqualTo(before);
    }

    @Test
    void withTlsOrWithoutItIsTheSameRedis() throws IOException {
        publish(1, redis, rule("orders", "order:*"));
        awaitCached("order:1");
        CachePolicy plain = policy(2, redis, rule("orders", "order:*"));
        RedisLocation at = plain.redis();
        publish(CachePolicyCodec.write(new CachePolicy(
                plain.policy(),
                plain.uid(),
                2,
                plain.publishedAt(),
                plain.cluster(),
                new RedisLocation(at.mode(), at.nodes(), null, 0, true, at.keyPrefix()),
                plain.ttlClasses(),
                plain.rules(),
                plain.writes(),
                plain.limits(),
                plain.warming())));
        await().atMost(PATIENCE).until(() -> !cache.invalidateTags("orders"));
        publish(3, redis, rule("orders", "order:*"));
        awaitCached("order:1");
        await().atMost(PATIENCE).until(() -> cache.invalidateTags("orders"));
    }

    private void awaitCached(String key) {
        await().atMost(PATIENCE).until(() -> read(key).equals(read(key)));
    }

    private String read(String key) {
        return read(cache, key);
    }

    private String read(QueryCache from, String key) {
        String value = from.get(key, OPTIONS, () -> "value " + loads.incrementAndGet());
        return String.valueOf(value);
    }

    private void publish(long revision, RedisServer server, CacheRule... rules) throws IOException {
        publish(CachePolicyCodec.write(policy(revision, server, rules)));
    }

    private void publish(String document) throws IOException {
        Files.writeString(folder.resolve(CachePolicyCodec.DATA_KEY), document);
    }
}
