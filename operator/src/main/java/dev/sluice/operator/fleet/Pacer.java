package dev.sluice.operator.fleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Spreads the first rounds of clusters that come all at once, as at the start of the operator, so that thousands of
 * sign-ins do not meet. A single new cluster does not wait. Thread-safe.
 */
final class Pacer {

    private static final Duration GAP = Duration.ofMillis(10);

    private final Clock clock;
    private Instant next = Instant.MIN;

    Pacer(Clock clock) {
        this.clock = clock;
    }

    /** How long the next one should wait. */
    synchronized Duration delay() {
        Instant now = clock.instant();
        Instant turn = next.isAfter(now) ? next : now;
        next = turn.plus(GAP);
        return Duration.between(now, turn);
    }
}
