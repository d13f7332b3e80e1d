package dev.sluice.routing.health;

/**
 * How many answers in a row change a member's reachability.
 *
 * @param failure consecutive failures that make it unreachable, at least 1
 * @param success consecutive answers that make it reachable again, at least 1
 */
public record Thresholds(int failure, int success) {

    public Thresholds {
        if (failure < 1 || success < 1) {
            throw new IllegalArgumentException(
                    "thresholds must be at least 1: failure=" + failure + ", success=" + success);
        }
    }
}
