/**
 * A cache in the process, before the one in Redis, that is told when what it holds has changed.
 */
@NullMarked
package dev.sluice.routing.cache.near;

import org.jspecify.annotations.NullMarked;
