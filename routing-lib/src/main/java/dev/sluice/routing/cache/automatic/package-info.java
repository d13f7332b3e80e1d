/**
 * Results of queries as values of the cache: what a session and the catalog say about them, and how rows are kept and
 * become a result set of the driver again.
 */
@NullMarked
package dev.sluice.routing.cache.automatic;

import org.jspecify.annotations.NullMarked;
