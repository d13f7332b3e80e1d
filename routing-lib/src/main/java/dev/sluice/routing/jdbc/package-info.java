/**
 * Connections that choose their server when they are first used, and one connection pool per endpoint behind them.
 */
@NullMarked
package dev.sluice.routing.jdbc;

import org.jspecify.annotations.NullMarked;
