/** Tests of what is held true of a cache after readings. */
@NullMarked
package dev.sluice.operator.caching;

import org.jspecify.annotations.NullMarked;
