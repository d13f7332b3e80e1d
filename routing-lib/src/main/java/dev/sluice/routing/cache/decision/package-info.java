/**
 * What the cache decides: how long a value lives, when it is renewed, when the store is given up for a while. Values and
 * times in, values out; no I/O and no clock.
 */
@NullMarked
package dev.sluice.routing.cache.decision;

import org.jspecify.annotations.NullMarked;
