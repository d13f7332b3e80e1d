package dev.sluice.routing.watch;

import java.time.Duration;

/**
 * Whether the API server is taken to be heard, by looks at its watch once a second. A watch is begun anew now and then
 * without a fault, so one that is not up counts as lost only after a while; and one whose connection has ended without a
 * word seems to be up for ever, so it is not trusted for longer than a while either. Pure; not thread-safe.
 */
final class Hearing {

    /** How often to look. */
    static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final int PATIENCE = 10;
    private static final int TRUST = 300;

    private int unheard;
    private int age;

    /** Looks at the watch. */
    void look(boolean heard) {
        unheard = heard ? 0 : unheard + 1;
        age++;
    }

    /** Whether the API server has not been heard for so long that it may not be reached. */
    boolean isLost() {
        return unheard >= PATIENCE;
    }

    /** Whether the watch is so old that another one should take its place. */
    boolean isOld() {
        return age >= TRUST;
    }

    /** Another watch has taken its place. */
    void renewed() {
        age = 0;
    }
}
