package dev.sluice.routing.cache.store;

/** What became of a {@link Fill}. */
public enum Filled {
    /** Stored. */
    STORED,
    /** Refused: the right to load had ended, or the entry had been invalidated. */
    LEASE_LOST,
    /** Refused: something that it depends on had been invalidated since the right was given. */
    CHANGED,
    /** Refused: read from a replica that had not replayed the last invalidated write, or is not known to have. */
    BEHIND,
    /** Refused: the store is out of memory. */
    FULL
}
