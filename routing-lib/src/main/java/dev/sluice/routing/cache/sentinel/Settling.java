package dev.sluice.routing.cache.sentinel;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * How long a new master behind Sentinel is not used yet. Each process leaves a master that was replaced within 2 s after a Sentinel
 * names its successor. Who used the successor at once would acknowledge invalidations that a reader at the
 * former one does not see, and would read there what somebody else invalidates at the former one. Thread-safe.
 */
public final class Settling {

    /** More than the 2 s, for processes that are short of CPU. */
    public static final Duration LENGTH = Duration.ofSeconds(5);

    /** When those that are named were named first, by {@link System#nanoTime}. */
    private final Map<String, Long> seen = new HashMap<>();

    /**
     * How long it still takes.
     *
     * @param named by the Sentinels of the newest configuration, one at least
     * @param now by {@link System#nanoTime}
     * @return zero when the first one can be used
     */
    public synchronized Duration rest(List<Named> named, long now) {
        seen.keySet().retainAll(named.stream().map(Settling::text).collect(Collectors.toSet()));
        named.forEach(each -> seen.putIfAbsent(text(each), now));
        Named first = named.get(0);
        long longest = now - seen.getOrDefault(text(first), now);
        for (Named each : named) {
            if (text(each).equals(text(first))) {
                longest = Math.max(longest, each.since().toNanos());
            }
        }
        // In whole milliseconds, and not less than is left.
        long millis = TimeUnit.NANOSECONDS.toMillis(LENGTH.toNanos() - longest + 999_999);
        return Duration.ofMillis(Math.max(0, millis));
    }

    /** The same for the same master in the same configuration. */
    private static String text(Named named) {
        return named.epoch() + " " + named.host() + " " + named.port();
    }
}
