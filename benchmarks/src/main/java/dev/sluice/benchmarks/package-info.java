/**
 * What Sluice costs and how quick it is, measured on real servers on one machine. Prints figures and judges none: a slow
 * machine fails no build.
 */
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
