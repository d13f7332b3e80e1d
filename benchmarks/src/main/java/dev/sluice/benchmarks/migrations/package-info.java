/** {@code make bench-migrations}: how quickly migrations are judged, beside Squawk. */
@NullMarked
package dev.sluice.benchmarks.migrations;

import org.jspecify.annotations.NullMarked;
