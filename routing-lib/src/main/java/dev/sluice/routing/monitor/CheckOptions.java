package dev.sluice.routing.monitor;

import java.time.Duration;

/**
 * The library's own checks.
 *
 * @param interval between two rounds while reads or writes flow, from 100 ms
 * @param timeout for one endpoint's answer, with connect and login when they are needed
 */
public record CheckOptions(Duration interval, Duration timeout) {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** Every 2 s, 1 s each. */
    public static final CheckOptions DEFAULT = new CheckOptions(Duration.ofSeconds(2), Duration.ofSeconds(1));

    public CheckOptions {
        if (interval.compareTo(SHORTEST) < 0 || timeout.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("checks: interval is " + interval + ", timeout is " + timeout
                    + ", expected 100 ms or more of each");
        }
    }
}
