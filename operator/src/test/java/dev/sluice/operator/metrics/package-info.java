/** Tests that the catalogue of meters is what its documentation says and what Prometheus would want. */
@NullMarked
package dev.sluice.operator.metrics;

import org.jspecify.annotations.NullMarked;
