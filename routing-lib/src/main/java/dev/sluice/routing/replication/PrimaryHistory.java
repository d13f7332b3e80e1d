package dev.sluice.routing.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where the primary was at which of the observer's own samples. A replica that has replayed a sample's position misses
 * only what the primary wrote after that sample, so the sample's age bounds its lag, by one clock and even when no
 * transaction commits.
 *
 * <p>Keeps {@value #CAPACITY} positions, dense where they are young and sparse where they are old: of one too many, that
 * one goes whose absence loosens a bound by the smallest factor. So the bound stays close for a small lag and within a
 * factor of two for one of days, whatever the interval between samples. An addition costs a walk over what is kept. Not
 * thread-safe.
 */
public final class PrimaryHistory {

    private static final int CAPACITY = 64;

    private final NavigableMap<Lsn, Instant> newestAt = new TreeMap<>();

    /** Adds a sample. A position below the newest one means another history (a failover, a restore): starts anew. */
    public void add(PrimarySample sample) {
        if (!newestAt.isEmpty() && newestAt.lastKey().compareTo(sample.position()) > 0) {
            newestAt.clear();
        }
        newestAt.merge(sample.position(), sample.at(), (a, b) -> a.isAfter(b) ? a : b);
        if (newestAt.size() > CAPACITY) {
            newestAt.remove(leastMissed());
        }
    }

    /** Forgets all samples, for when another server has become the primary. */
    public void clear() {
        newestAt.clear();
    }

    /** When the primary was last seen at a position that this replayed one reaches; empty when none is known. */
    public Optional<Instant> newestReachedBy(Lsn replayed) {
        return Optional.ofNullable(newestAt.floorEntry(replayed)).map(Map.Entry::getValue);
    }

    // Without a sample its replicas fall back to the one before it, while they may be nearly at the one after it: what
    // is lost is the factor between the ages of these two. The first and the last one are never dropped.
    private Lsn leastMissed() {
        Instant now = newestAt.lastEntry().getValue();
        Lsn least = newestAt.higherKey(newestAt.firstKey());
        double leastFactor = Double.POSITIVE_INFINITY;
        for (Lsn each = least; !each.equals(newestAt.lastKey()); each = newestAt.higherKey(each)) {
            double before = seconds(newestAt.lowerEntry(each).getValue(), now);
            double after = seconds(newestAt.higherEntry(each).getValue(), now);
            if (after > 0 && before / after < leastFactor) {
                leastFactor = before / after;
                least = each;
            }
        }
        return least;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
