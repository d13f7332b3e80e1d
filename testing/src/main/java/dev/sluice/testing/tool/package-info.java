/**
 * Programs that tests need and a machine may not have: built from Go modules once, and kept in the cache.
 */
@NullMarked
package dev.sluice.testing.tool;

import org.jspecify.annotations.NullMarked;
