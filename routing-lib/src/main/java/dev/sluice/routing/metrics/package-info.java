/**
 * What the library counts: an interface that tells each event to whoever wants it, and the counters behind
 * {@code statistics()}.
 */
@NullMarked
package dev.sluice.routing.metrics;

import org.jspecify.annotations.NullMarked;
