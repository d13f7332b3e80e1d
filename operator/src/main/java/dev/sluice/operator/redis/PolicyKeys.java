package dev.sluice.operator.redis;

import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.store.BoundedName;
import dev.sluice.routing.cache.store.Change;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names of a policy's keys, as the library has them. What is in braces decides on the slot, so all of them are in
 * one.
 *
 * @param prefix what keys begin with, spec.redis.keyPrefix
 * @param policy namespace and name of the policy, {@code namespace/name}
 */
public record PolicyKeys(String prefix, String policy) {

    String statistics() {
        return RedisLocation.statisticsPrefix(prefix) + "{" + policy + "}";
    }

    /** What the keys of entries begin with. */
    String entries() {
        return of("e:");
    }

    /**
     * The keys whose end makes old what the order names: the versions of models and tags, since a missing version means
     * changed; and entries, each with the lease of whoever loads it at the moment.
     */
    List<String> madeOldBy(CacheOrder order) {
        Change change =
                Change.models(order.models()).and(Change.tags(order.tags())).and(Change.keys(order.keys()));
        Stream<String> versions = change.dependencies().stream().map(name -> of("v:" + BoundedName.of(name)));
        Stream<String> entries =
                change.keys().stream().map(BoundedName::of).flatMap(key -> Stream.of(of("e:" + key), of("l:" + key)));
        return Stream.concat(versions, entries).sorted().toList();
    }

    private String of(String rest) {
        return prefix + ":{" + policy + "}:" + rest;
    }
}
