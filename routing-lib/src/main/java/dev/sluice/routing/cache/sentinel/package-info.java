/** Whom Sentinels name as the master of a Redis, and from when on everybody uses it: without a client, for library and operator. */
@NullMarked
package dev.sluice.routing.cache.sentinel;

import org.jspecify.annotations.NullMarked;
