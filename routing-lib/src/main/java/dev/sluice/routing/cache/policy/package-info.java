/**
 * The cache policy document: where Redis is, what may be cached for how long, what a write touches, what is to be warmed.
 * The operator writes it with {@link CachePolicyCodec}, applications read it with the same class. Values only, no I/O.
 */
@NullMarked
package dev.sluice.routing.cache.policy;

import org.jspecify.annotations.NullMarked;
