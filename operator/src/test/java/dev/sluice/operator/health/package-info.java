/** Tests that the catalogue of meters is what its documentation says and what Prometheus would want. */
@NullMarked
package dev.sluice.operator.health;

import org.jspecify.annotations.NullMarked;
