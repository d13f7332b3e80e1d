package dev.sluice.routing.cache.store;

import dev.sluice.routing.replication.Lsn;
import org.jspecify.annotations.Nullable;

/**
 * Where in the database's history a value was read.
 *
 * @param lsn a position that the server had replayed before the read began; null when not told
 * @param current whether the read saw everything that was committed before it began, as on the primary
 * @param primary the primary's position, asked for after the right to load was given, without a page's header; null when not told, so
 *     that nothing is stored but in a session
 */
public record ReadPosition(
        @Nullable Lsn lsn, boolean current, @Nullable Lsn primary) {

    /** Whoever loads vouches for having read what was committed. */
    public static final ReadPosition CURRENT = new ReadPosition(null, true, null);

    /** Read from a replica. */
    public static ReadPosition replica(Lsn replayed, @Nullable Lsn primary) {
        return new ReadPosition(replayed, false, primary == null ? null : primary.beforePageHeader());
    }

    /** Whether the read saw everything that was committed when the right to load was given. */
    public boolean isUpToDate() {
        return current || (lsn != null && primary != null && lsn.reaches(primary));
    }
}
