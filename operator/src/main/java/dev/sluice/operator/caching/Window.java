package dev.sluice.operator.caching;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What happened in the last ten minutes, as the difference of counters that only grow. Immutable.
 *
 * @param samples the oldest one first, at most one in ten seconds but for the last
 */
public record Window(List<Sample> samples) {

    /** Nothing has been read yet. */
    public static final Window EMPTY = new Window(List.of());

    static final Duration LENGTH = Duration.ofMinutes(10);
    private static final Duration STEP = Duration.ofSeconds(10);

    public Window {
        samples = List.copyOf(samples);
    }

    /**
     * The counters at one time.
     *
     * @param at when
     * @param statistics of the applications
     * @param evictedKeys of Redis
     */
    public record Sample(Instant at, Statistics statistics, long evictedKeys) {

        private boolean isAfterResetOf(Sample before) {
            return statistics.hits() < before.statistics.hits()
                    || statistics.misses() < before.statistics.misses()
                    || evictedKeys < before.evictedKeys;
        }
    }

    /** The window with one sample more. Counters that have begun anew begin it anew. */
    Window with(Sample now) {
        List<Sample> kept = new ArrayList<>(samples);
        if (!kept.isEmpty() && now.isAfterResetOf(kept.get(kept.size() - 1))) {
            kept.clear();
        }
        // The last one may be closer than a step to the one before it; then the next one takes its place.
        if (kept.size() > 1 && isClose(kept.get(kept.size() - 2), kept.get(kept.size() - 1))) {
            kept.remove(kept.size() - 1);
        }
        kept.add(now);
        Instant begin = now.at().minus(LENGTH);
        // The youngest one from before the window is its beginning.
        while (kept.size() > 2 && !kept.get(1).at().isAfter(begin)) {
            kept.remove(0);
        }
        return new Window(kept);
    }

    private static boolean isClose(Sample earlier, Sample later) {
        return Duration.between(earlier.at(), later.at()).compareTo(STEP) < 0;
    }

    /** Reads within it. */
    public long reads() {
        return samples.isEmpty()
                ? 0
                : last().statistics().reads() - first().statistics().reads();
    }

    /** The share of them, from 0 to 1, that the cache answered; empty when there were none. */
    public OptionalDouble hitRatio() {
        long reads = reads();
        return reads == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) (last().statistics().hits()
                                - first().statistics().hits())
                        / reads);
    }

    /** Keys that Redis has evicted within it. */
    public long evictedKeys() {
        return samples.isEmpty() ? 0 : last().evictedKeys() - first().evictedKeys();
    }

    private Sample first() {
        return samples.get(0);
    }

    private Sample last() {
        return samples.get(samples.size() - 1);
    }
}
