package dev.sluice.routing.cache.it;

import static dev.sluice.routing.cache.it.PolicyDocuments.policy;
import static dev.sluice.routing.cache.it.PolicyDocuments.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RuleStatistics;
import dev.sluice.routing.cache.policy.CachePolicyCodec;
import dev.sluice.routing.cache.policy.CacheRule;
import dev.sluice.testing.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A policy in a file, and what becomes of the cache when it changes. */
class PolicyIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ReadOptions<String> OPTIONS = ReadOptions.of(String.class);

    private final RedisServer redis = RedisServer.open();
    private final AtomicInteger loads = new AtomicInteger();

    @TempDir
    private Path folder;

    private QueryCache cache;

    @BeforeEach
    void open() {
        redis.start();
        cache = QueryCache.follow(folder, Caches.REDIS, Caches.SETTINGS.withFlushEvery(Duration.ofMillis(100)));
    }

    @AfterEach
    void close() {
        cache.close();
        redis.close();
    }

    @Test
    void withoutAPolicyValuesAreLoadedAndWithOneTheyAreCached() throws IOException {
        assertThat(read("order:1")).isNotEqualTo(read("order:1"));
        assertThat(cache.statistics().inUse()).isFalse();
        assertThat(cache.invalidateTags("orders"))
                .as("there is nowhere to deliver it")
                .isFalse();
        publish(1, redis, rule("orders", "order:*"));
        awaitCached("order:1");
        assertThat(cache.statistics().inUse()).isTrue();
        await().atMost(PATIENCE).until(() -> cache.statistics().undelivered() == 0);

        assertThat(read("customer:1")).as("no rule matches").isNotEqualTo(read("customer:1"));
        assertThat(cache.invalidateTags("orders")).isTrue();
        String before = read("order:1");
        cache.invalidateTags("orders");
        assertThat(read("order:1")).isNotEqualTo(before);
    }

    @Test
    void changesAreFollowedAndTheLastGoodPolicyStays() throws IOException {
        publish(1, redis, rule("orders", "order:*"));
        awaitCached("order:1");
        publish(2, redis, rule("customers", "customer:*"));
        awaitCached("customer:1");
        assertThat(read("order:1")).isNotEqualTo(read("order:1"));

        for (String wrong : List.of("{", "{\"schemaVersion\": 2}", CachePolicyCodec.write(policy(1, redis)))) {
            Files.writeString(folder.resolve(CachePolicyCodec.DATA_KEY), wrong);
            await().atMost(PATIENCE)
                    .until(() -> !cache.statistics().policyFault().isEmpty());
            assertThat(read("customer:1")).isEqualTo(read("customer:1"));
            publish(2, redis, rule("customers", "customer:*"));
            await().atMost(PATIENCE)
                    .until(() -> cache.statistics().policyFault().isEmpty());
        }
    }

    @Test
    void aClassThatThePolicyDoesNotHaveAnyMoreIsNoError() throws IOException {
        ReadOptions<String> options = OPTIONS.ttlClass("gold");
        publish(1, redis, rule("orders", "order:*"));
        awaitCached("order:1");
        for (int i = 0; i < 2; i++) {
            int before = loads.get();
            assertThat(cache.get("gold:1", options, () -> "value " + loads.incrementAndGet()))
                    .isEqualTo("value " + (before + 1));
        }
    }

    @Test
    void whatWasReadFromAnotherClusterIsNotGivenOut() throws IOException {
        publish(1, redis, rule("orders", "order:*"));
        awaitCached("order:1");
        String before = read("order:1");
        Files.writeString(
                folder.resolve(CachePolicyCodec.DATA_KEY),
                CachePolicyCodec.write(policy(2, redis, "test/other", rule("orders", "order:*", "other:*"))));
        // The second pattern tells when the new policy is in use.
        awaitCached("other:1");
        assertThat(read("order:1")).isNotEqualTo(before);
        awaitCached("order:1");
    }

    @Test
    void countsOfAllProcessesAddUp() throws IOException {
        publish(1, redis, rule("orders", "order:*"));
        awaitCached("order:1");
        try (QueryCache second =
                QueryCache.follow(folder, Caches.REDIS, Caches.SETTINGS.withFlushEvery(Duration.ofMillis(100)))) {
            await().atMost(PATIENCE).until(() -> hits(second) > 0 || second.get("order:1", OPTIONS, () -> "x") == null);
            await().atMost(PATIENCE).until(() -> sharedHits() == hits(cache) + hits(second) && hits(second) > 0);
        }
    }

    private long sharedHits() {
        return cache.sharedStatistics().toCompletableFuture().join().stream()
                .mapToLong(RuleStatistics::hits)
                .sum();
    }

    private static long hits(QueryCache of) {
        return of.statistics().rules().stream().mapToLong(RuleStatistics::hits).sum();
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
        Files.writeString(
                folder.resolve(CachePolicyCodec.DATA_KEY), CachePolicyCodec.write(policy(revision, server, rules)));
    }
}
