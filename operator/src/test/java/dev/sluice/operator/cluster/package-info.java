/**
 * Tests of what is held true of a cluster, as stories: rounds of answers in a short notation ({@link
 * dev.sluice.operator.cluster.Story}), and the state after them.
 */
@NullMarked
package dev.sluice.operator.cluster;

import org.jspecify.annotations.NullMarked;
