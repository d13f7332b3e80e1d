package dev.sluice.operator.caching;

import dev.sluice.operator.access.RedisAccessPlan;
import dev.sluice.operator.redis.CacheOrder;
import dev.sluice.operator.redis.PolicyKeys;
import dev.sluice.operator.redis.RedisTarget;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
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
 * @param former Redis that the policy named before, which applications may still use: orders go there too
 */
public record CachePlan(
        PolicyId id,
        long generation,
        RedisTarget target,
        PolicyKeys keys,
        RedisAccessPlan access,
        Schedule schedule,
        Goals goals,
        List<CacheOrder> orders,
        List<Former> former) {

    public CachePlan {
        orders = List.copyOf(orders);
        former = List.copyOf(former);
    }

    /** Where the entries are. */
    Place place() {
        return new Place(target, keys);
    }

    /** All places where orders go. */
    List<Place> places() {
        return Stream.concat(Stream.of(place()), former.stream().map(Former::place))
                .toList();
    }

    /** The same with these orders and these former places. */
    CachePlan with(List<CacheOrder> otherOrders, List<Former> otherFormer) {
        return new CachePlan(id, generation, target, keys, access, schedule, goals, otherOrders, otherFormer);
    }

    /**
     * Where entries were before, and may still be read by applications that have not followed.
     *
     * @param place where
     * @param access the Secrets to sign in with
     */
    public record Former(Place place, RedisAccessPlan access) {}

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
