package dev.sluice.operator.redis;

import java.util.List;

/**
 * What is asked of Redis at once.
 *
 * @param target where it is
 * @param keys how the policy's keys begin
 * @param orders what is to be made old
 * @param ordersOnly whether nothing else is asked
 */
public record Question(RedisTarget target, PolicyKeys keys, List<CacheOrder> orders, boolean ordersOnly) {

    public Question {
        orders = List.copyOf(orders);
    }

    /** All that there is to ask, and these orders. */
    public Question(RedisTarget target, PolicyKeys keys, List<CacheOrder> orders) {
        this(target, keys, orders, false);
    }

    /** These orders and nothing else. */
    public static Question ofOrders(RedisTarget target, PolicyKeys keys, List<CacheOrder> orders) {
        return new Question(target, keys, orders, true);
    }
}
