package dev.sluice.operator.caching;

import dev.sluice.operator.access.RedisAccessPlan;
import dev.sluice.operator.redis.CacheOrder;
import dev.sluice.operator.redis.PolicyKeys;
import dev.sluice.operator.redis.Reading;
import dev.sluice.operator.redis.RedisTarget;
import dev.sluice.operator.redis.ServerReport;
import dev.sluice.operator.redis.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans, readings and states as tests want them. */
public final class States {

    public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private States() {}

    /** A plan with orders of these ids. */
    public static CachePlan plan(String... orders) {
        return plan(new CachePlan.Goals(70, 10, 90, null), orders);
    }

    static CachePlan plan(CachePlan.Goals goals, String... orders) {
        return new CachePlan(
                new PolicyId("shop", "orders", "u-1"),
                1,
                new RedisTarget(RedisTarget.Mode.STANDALONE, List.of(new RedisTarget.Server("redis", 6379)), null, 0),
                new PolicyKeys("qcache", "shop/orders"),
                new RedisAccessPlan(null, null, false, null, null, null),
                new CachePlan.Schedule(Duration.ofSeconds(30), Duration.ofSeconds(3), 3, false),
                goals,
                Arrays.stream(orders)
                        .map(id -> new CacheOrder(id, List.of(), List.of("home"), List.of()))
                        .toList(),
                List.of());
    }

    /** The same plan of another generation of the spec. */
    public static CachePlan generation(long generation, CachePlan plan) {
        return new CachePlan(
                plan.id(),
                generation,
                plan.target(),
                plan.keys(),
                plan.access(),
                plan.schedule(),
                plan.goals(),
                plan.orders(),
                plan.former());
    }

    /** The state when the spec has been edited. */
    public static CacheState under(CacheState state, CachePlan plan) {
        return state.under(plan);
    }

    /** The state after one more reading by its plan. */
    public static CacheState read(CacheState state, Reading reading) {
        return state.after(reading, state.plan().generation());
    }

    /** Before the first reading. */
    public static CacheState begin(CachePlan plan) {
        return CacheState.begin(plan);
    }

    /** After readings. */
    public static CacheState after(CachePlan plan, Reading... readings) {
        CacheState state = begin(plan);
        for (Reading reading : readings) {
            state = read(state, reading);
        }
        return state;
    }

    /** An answer with these counts. */
    public static Reading.Answered answer(long second, long hits, long misses, String... done) {
        return answer(second, hits, misses, report(10, 100, "allkeys-lru", 0), done);
    }

    /** An answer with this report. */
    public static Reading.Answered answer(
            long second, long hits, long misses, @Nullable ServerReport report, String... done) {
        return new Reading.Answered(
                "redis:6379",
                report,
                Map.of("|hits", String.valueOf(hits), "home|misses", String.valueOf(misses)),
                null,
                List.of(done),
                null,
                Set.of(),
                NOON.plusSeconds(second));
    }

    /** What a master says of itself. */
    public static ServerReport report(long used, long max, String policy, long evicted) {
        return new ServerReport("7.2", true, used, max, policy, evicted, 1000);
    }

    /** A reading that failed. */
    public static Reading.Failed failure(Trouble.Reason reason) {
        return new Reading.Failed(new Trouble(reason, "It failed."), NOON);
    }
}
