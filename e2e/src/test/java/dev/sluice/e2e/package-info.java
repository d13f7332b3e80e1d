/** Shown on a real cluster: the image, the chart, and what they promise. */
@NullMarked
package dev.sluice.e2e;

import org.jspecify.annotations.NullMarked;
