/**
 * The store of the cache in Redis, by Lettuce: names of keys, scripts, connections.
 */
@NullMarked
package dev.sluice.routing.cache.redis;

import org.jspecify.annotations.NullMarked;
