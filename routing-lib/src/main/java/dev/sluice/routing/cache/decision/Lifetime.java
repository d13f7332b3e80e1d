package dev.sluice.routing.cache.decision;

import java.time.Duration;

/**
 * How long a value may be given out, counted from when it is stored.
 *
 * @param fresh its TTL
 * @param stale how long beyond the TTL it may be given out while it is renewed
 * @param lastResort how long beyond the TTL it may be given out when it can't be loaded
 */
public record Lifetime(Duration fresh, Duration stale, Duration lastResort) {

    public Lifetime {
        if (fresh.toMillis() < 1 || stale.isNegative() || lastResort.isNegative()) {
            throw new IllegalArgumentException("fresh is " + fresh + ", stale " + stale + ", lastResort " + lastResort
                    + "; expected 1 ms or more, and 0 or more");
        }
    }

    /** How long it has to be kept. */
    public Duration kept() {
        return fresh.plus(stale.compareTo(lastResort) > 0 ? stale : lastResort);
    }

    /**
     * The same with a shorter TTL, so that values of one moment do not expire in one moment.
     *
     * @param percent how much shorter at most
     * @param random from 0 (included) to 1
     */
    public Lifetime jittered(int percent, double random) {
        long millis = fresh.toMillis();
        long shorter = (long) (millis * (percent / 100.0) * random);
        return new Lifetime(Duration.ofMillis(Math.max(1, millis - shorter)), stale, lastResort);
    }
}
