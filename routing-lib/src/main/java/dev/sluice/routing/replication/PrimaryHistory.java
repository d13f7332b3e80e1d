package dev.sluice.routing.replication;

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
 * <p>Keeps {@value #CAPACITY} positions, thinning out the older ones, so that the bound stays close for a small lag and
 * within a factor of about two for a large one. Not thread-safe.
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
            thinOlderHalf();
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

    private void thinOlderHalf() {
        var positions = newestAt.navigableKeySet().iterator();
        for (int index = 0; index < CAPACITY / 2; index++) {
            positions.next();
            if (index % 2 == 1) {
                positions.remove();
            }
        }
    }
}
