/**
 * The library's own checks of the endpoints that it uses: role, position and lag, while reads or writes flow and on
 * demand, never when idle. Staleness is bounded by this, not by the age of the document.
 */
@NullMarked
package dev.sluice.routing.monitor;

import org.jspecify.annotations.NullMarked;
