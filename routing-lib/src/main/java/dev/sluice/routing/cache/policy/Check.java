package dev.sluice.routing.cache.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks of values. A message names the field, the value and what would be right. */
final class Check {

    private Check() {}

    static void that(boolean right, String field, Object value, String expected) {
        if (!right) {
            throw new IllegalArgumentException(field + " is " + value + ", expected " + expected);
        }
    }

    static void positive(String field, @Nullable Duration value) {
        that(value == null || value.toMillis() > 0, field, String.valueOf(value), "1 ms or more");
    }
}
