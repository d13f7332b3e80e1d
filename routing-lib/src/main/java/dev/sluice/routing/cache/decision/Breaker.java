package dev.sluice.routing.cache.decision;

/**
 * Whether the store is asked at all. Closed, it is; after some failures in a row it is open, until a trial of its own
 * succeeds, so that no reader pays for finding out. Immutable.
 *
 * @param threshold how many failures in a row open it, at least 1
 * @param failures in a row so far
 * @param open whether the store is left alone
 */
public record Breaker(int threshold, int failures, boolean open) {

    public Breaker {
        if (threshold < 1) {
            throw new IllegalArgumentException("threshold is " + threshold + ", expected 1 or more");
        }
    }

    /** A closed one. */
    public static Breaker closed(int threshold) {
        return new Breaker(threshold, 0, false);
    }

    /** After a failure. */
    public Breaker failed() {
        return open ? this : new Breaker(threshold, failures + 1, failures + 1 >= threshold);
    }

    /** After an answer to a reader; a late one to a question from before does not close it. */
    public Breaker answered() {
        return open || failures == 0 ? this : closed(threshold);
    }

    /** After a trial that succeeded. */
    public Breaker tried() {
        return closed(threshold);
    }
}
