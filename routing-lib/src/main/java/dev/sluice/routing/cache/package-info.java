/**
 * The query cache: {@link dev.sluice.routing.cache.QueryCache} keeps results in Redis, where all processes share them.
 */
@NullMarked
package dev.sluice.routing.cache;

import org.jspecify.annotations.NullMarked;
