package dev.sluice.routing.it;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.RoutingOptions;
import dev.sluice.routing.cache.CacheSettings;
import dev.sluice.routing.cache.QueryCache;
import dev.sluice.routing.cache.ReadOptions;
import dev.sluice.routing.cache.RuleStatistics;
import dev.sluice.routing.cache.WarmValue;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CacheRule;
import dev.sluice.routing.cache.policy.EntryLimits;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.policy.WarmQuery;
import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.routing.cache.redis.RedisSettings;
import dev.sluice.testing.process.Poll;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A process that takes the turn to warm a statement, says "held" and waits for "go", then says how many values were refused:
 * host and port of Redis.
 */
final class WarmingProcess {

    static final String STATEMENT = "slow";
    static final String KEY = "slow:value";
    static final ReadOptions<String> OPTIONS =
            ReadOptions.of(String.class).rule("slow").models("public.items");

    private static final Duration LEASE = Duration.ofSeconds(10);

    private WarmingProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        RedisClient client = RedisClient.create("redis://" + arguments[0] + ":" + Integer.parseInt(arguments[1]));
        try (QueryCache cache = open(arguments[0], Integer.parseInt(arguments[1]));
                RoutingDataSource library = library(System.getenv());
                StatefulRedisConnection<String, String> redis = client.connect()) {
            cache.warm(library, List.of(new WarmValue<>(STATEMENT, KEY, OPTIONS, rows -> {
                redis.sync().incr("held");
                Poll.until(
                        "it may go on",
                        Duration.ofMinutes(10),
                        () -> redis.sync().exists("go") == 1);
                return "late";
            })));
            while (true) {
                long refused = cache.statistics()
                        .rule("slow")
                        .map(RuleStatistics::refused)
                        .orElse(0L);
                redis.sync().set("refused", Long.toString(refused));
                Thread.sleep(100);
            }
        } finally {
            client.shutdown();
        }
    }

    static RoutingDataSource library(Map<String, String> environment) {
        return RoutingDataSource.open(
                RoutingOptions.fromEnvironment(environment).build());
    }

    /** A cache of the policy, which warms the statement once an hour. */
    static QueryCache open(String host, int port) {
        CacheRule rule = new CacheRule(
                "slow",
                CacheRule.Match.BY_NAME_ONLY,
                "veryLong",
                null,
                List.of(),
                List.of(),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                0);
        CachePolicy policy = new CachePolicy(
                "test/turns",
                "uid-1",
                1,
                Instant.parse("2026-11-25T10:00:00Z"),
                "test/main",
                RedisLocation.standalone(host, port),
                CachePolicy.DEFAULT_TTL_CLASSES,
                List.of(rule),
                WriteEffects.NONE_KNOWN,
                EntryLimits.DEFAULT,
                List.of(new WarmQuery(
                        STATEMENT, "SELECT count(*) FROM items", List.of(), "slow", Duration.ofHours(1))));
        return QueryCache.open(
                policy,
                RedisSettings.DEFAULT.withCommandTimeout(Duration.ofSeconds(5)),
                CacheSettings.DEFAULT.withBeta(0).withLease(LEASE));
    }
}
