/** Tests that what the documentation shows of the sample application is what the sample application does. */
@NullMarked
package dev.sluice.examples.sample;

import org.jspecify.annotations.NullMarked;
