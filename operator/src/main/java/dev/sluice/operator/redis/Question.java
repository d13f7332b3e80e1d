package dev.sluice.operator.redis;

import java.util.List;

/**
 * What is asked of Redis at once.
 *
 * @param target where it is
 * @param keys how the policy's keys begin
 * @param orders what is to be made old
 */
public record Question(RedisTarget target, PolicyKeys keys, List<CacheOrder> orders) {

    public Question {
        orders = List.copyOf(orders);
    }
}
