/**
 * The catalogue of all meters, and their rendering from the states of the clusters at each scrape.
 */
@NullMarked
package dev.sluice.operator.metrics;

import org.jspecify.annotations.NullMarked;
