/**
 * What a SQL text means for the cache: the tables that it writes. Read by the lexer, without parsing; what cannot be told
 * for certain counts as everything.
 */
@NullMarked
package dev.sluice.routing.cache.statement;

import org.jspecify.annotations.NullMarked;
