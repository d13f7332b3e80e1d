/** A small application as a user of the routing library writes it: no framework, one DataSource. */
@NullMarked
package dev.sluice.examples.sample;

import org.jspecify.annotations.NullMarked;
