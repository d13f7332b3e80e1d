package dev.sluice.routing.cache.decision;

/**
 * Decides whether it is worth to look for values of one kind at a glance, by a plain {@code GET} or {@code MGET}, before the script is
 * called which finds them too and gives the right to load what is missing.
 *
 * <p>If a glance costs <i>g</i>, the script <i>s</i> when it finds the value and <i>l</i> when it gives the right to load,
 * and a share <i>m</i> of the values is missing, a glance and then the script where it must be cost {@code g + m·l}, and the
 * script at once {@code (1 − m)·s + m·l}. So a glance is worth it as long as {@code g < (1 − m)·s}, which is {@code m < 1 −
 * g/s}. Both were measured on one machine, by an {@code MGET} with an entry of 300 bytes that depends on four versions: <i>g</i> 8.7 to 14.0
 * µs and <i>s</i> 19.4 to 28.1 µs at p50, so {@code 1 − g/s} is 0.50 to 0.55. A network's time is part of both: the further
 * the server is, the less misses should be met by two round trips, but the more of them spare the server its time, of
 * which a glance takes 0.4 µs and the script 9.4.
 *
 * <p>The share is estimated from all answers, whichever way they were had, as a mean that forgets: each answer counts 1/16,
 * and what came before it 15/16. Thread-safe; of two answers at one moment one may not count.
 */
public final class GlanceWorth {

    private static final int WHOLE = 1 << 16;
    private static final int MOST_MISSED = WHOLE / 2;
    private static final int FORGETS_BITS = 4;

    private volatile int missed;

    /** Whether a glance is worth it now. It is at first. */
    public boolean isWorth() {
        return missed < MOST_MISSED;
    }

    /** Whether a glance has found what was wanted, or would have. */
    public void found(boolean whether) {
        int before = missed;
        int now = whether ? before - (before >> FORGETS_BITS) : before + ((WHOLE - before) >> FORGETS_BITS);
        // Threads that always find something share nothing that is written.
        if (now != before) {
            missed = now;
        }
    }
}
