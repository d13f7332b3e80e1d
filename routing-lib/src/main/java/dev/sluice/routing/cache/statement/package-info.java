/**
 * What a SQL text means for the cache: the tables that it writes, and those that it reads when its result may be cached.
 * Read by the lexer, without parsing; what cannot be told for certain counts as everything, or is not cached.
 */
@NullMarked
package dev.sluice.routing.cache.statement;

import org.jspecify.annotations.NullMarked;
