/**
 * A real Redis server, run from an embedded binary or from the one installed on this machine.
 */
@NullMarked
package dev.sluice.testing.redis;

import org.jspecify.annotations.NullMarked;
