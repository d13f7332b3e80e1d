/** Tests of what the demo does by itself; the rest is tested by its tour. */
@NullMarked
package dev.sluice.demo;

import org.jspecify.annotations.NullMarked;
