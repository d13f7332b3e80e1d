/**
 * How values become bytes and come back: by type, compressed when large.
 */
@NullMarked
package dev.sluice.routing.cache.codec;

import org.jspecify.annotations.NullMarked;
