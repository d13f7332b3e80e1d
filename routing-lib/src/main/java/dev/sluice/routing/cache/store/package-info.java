/**
 * What the cache asks of the store behind it, and what it is told. Each question is one round trip.
 */
@NullMarked
package dev.sluice.routing.cache.store;

import org.jspecify.annotations.NullMarked;
