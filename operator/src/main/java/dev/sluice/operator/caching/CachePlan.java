package dev.sluice.operator.caching;

import dev.sluice.operator.access.RedisAccessPlan;
import dev.sluice.operator.redis.CacheOrder;
import dev.sluice.operator.redis.PolicyKeys;
import dev.sluice.operator.redis.RedisTarget;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy asks of the operator, beside to be published.
 *
 * @param id the policy
 * @param generation of the spec that this is
 * @param target where Redis is
 * @param keys how the policy's keys begin
 * @param access the Secrets to sign in with
 * @param schedule when it is read
 * @param goals what it is judged by
 * @param orders what is to be made old and has not been, as far as the status says
 */
public record CachePlan(
        PolicyId id,
        long generation,
        RedisTarget target,
        PolicyKeys keys,
        RedisAccessPlan access,
        Schedule schedule,
        Goals goals,
        List<CacheOrder> orders) {

    public CachePlan {
        orders = List.copyOf(orders);
    }

    /**
     * When Redis is read.
     *
     * @param interval between two readings
     * @param timeout for one of them
     * @param failureThreshold so many failures in a row are believed
     * @param paused whether it is not read at all
     */
    public record Schedule(Duration interval, Duration timeout, int failureThreshold, boolean paused) {}

    /**
     * What the cache is judged by.
     *
     * @param hitPercent hits that are wanted of all reads
     * @param minReads with fewer reads in the window it is not judged
     * @param memoryPercent memory in use that is too much, of the limit
     * @param memoryBytes the limit, null for Redis' own
     */
    public record Goals(
            int hitPercent,
            long minReads,
            int memoryPercent,
            @Nullable Long memoryBytes) {}
}
