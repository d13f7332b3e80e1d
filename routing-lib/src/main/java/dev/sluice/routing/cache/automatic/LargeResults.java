package dev.sluice.routing.cache.automatic;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys whose results could not be kept. For a minute their queries are sent without asking the cache: readers of one key
 * wait for each other's load, which would be in vain. Thread-safe.
 */
public final class LargeResults {

    private static final Duration HOLDS = Duration.ofSeconds(60);
    private static final int MOST_KEPT = 10_000;

    private final Map<String, Long> since = new ConcurrentHashMap<>();

    /** Notes a key. */
    public void add(String key) {
        if (since.size() >= MOST_KEPT) {
            since.clear();
        }
        since.put(key, System.nanoTime());
    }

    /** Whether a key was noted within the last minute. */
    public boolean contains(String key) {
        Long at = since.get(key);
        if (at == null) {
            return false;
        }
        boolean holds = System.nanoTime() - at < HOLDS.toNanos();
        if (!holds) {
            since.remove(key, at);
        }
        return holds;
    }
}
