package dev.sluice.routing.cache.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a new master behind Sentinel is not used yet. Each process leaves a master that was replaced within 2 s after a Sentinel
 * names its successor ({@link SentinelClient}). Who used the successor at once would acknowledge invalidations that a reader at the
 * former one does not see, and would read there what somebody else invalidates at the former one. Thread-safe.
 */
final class Settling {

    /** More than the 2 s, for processes that are short of CPU. */
    static final Duration LENGTH = Duration.ofSeconds(5);

    private @Nullable Named last;
    private long seen;

    /**
     * How long it still takes.
     *
     * @param named by the Sentinels of the newest configuration, one at least
     * @param now by {@link System#nanoTime}
     * @return zero when the first one can be used
     */
    synchronized Duration rest(List<Named> named, long now) {
        Named first = named.get(0);
        if (last == null || !first.isSame(last)) {
            last = first;
            seen = now;
        }
        long longest = now - seen;
        for (Named each : named) {
            if (each.isSame(first)) {
                longest = Math.max(longest, each.since().toNanos());
            }
        }
        // In whole milliseconds, and not less than is left.
        long millis = TimeUnit.NANOSECONDS.toMillis(LENGTH.toNanos() - longest + 999_999);
        return Duration.ofMillis(Math.max(0, millis));
    }
}
