package dev.sluice.operator.caching;

import dev.sluice.operator.redis.PolicyKeys;
import dev.sluice.operator.redis.RedisTarget;

/**
 * Where entries of a policy are.
 *
 * @param target the Redis
 * @param keys how their keys begin
 */
public record Place(RedisTarget target, PolicyKeys keys) {

    /** Its first server, for a person. */
    @Override
    public String toString() {
        return target.servers().get(0).toString();
    }
}
