package dev.sluice.routing.cache;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What somebody loads for longer than a reader waits. Whoever comes later does not wait again, until that load has ended.
 * Thread-safe.
 */
final class Overdue {

    private static final int MOST = 1000;

    private final ConcurrentHashMap<String, Long> seen = new ConcurrentHashMap<>();
    private final Duration holds;

    /** @param holds for how long it counts after it was last seen */
    Overdue(Duration holds) {
        this.holds = holds;
    }

    /** Notes that it has been waited for in vain, or still is not there. */
    void add(String flight) {
        if (seen.size() >= MOST) {
            seen.clear();
        }
        seen.put(flight, System.nanoTime());
    }

    boolean contains(String flight) {
        Long last = seen.get(flight);
        return last != null && System.nanoTime() - last < holds.toNanos();
    }

    /** Nobody loads it any more. */
    void remove(String flight) {
        if (!seen.isEmpty()) {
            seen.remove(flight);
        }
    }
}
