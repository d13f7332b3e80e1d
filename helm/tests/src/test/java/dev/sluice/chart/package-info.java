/** Tests of the Helm chart, by the programs that users and Prometheus run on it, and by a real API server. */
@NullMarked
package dev.sluice.chart;

import org.jspecify.annotations.NullMarked;
