package dev.sluice.routing.cache.store;

/** What became of a {@link Fill}. */
public enum Filled {
    /** Stored. */
    STORED("it is stored"),
    /** Refused: the right to load had ended, or the entry had been invalidated. */
    LEASE_LOST("it was invalidated meanwhile, or the right to load it had ended"),
    /** Refused: something that it depends on had been invalidated since the right was given. */
    CHANGED("what it depends on was invalidated meanwhile"),
    /** Refused: read from a replica that had not replayed what may have been invalidated, or is not known to have. */
    BEHIND("the replica had not yet replayed what may have been invalidated, or it is not known whether"),
    /** Refused: the store is out of memory. */
    FULL("Redis is out of memory");

    private final String reason;

    Filled(String reason) {
        this.reason = reason;
    }

    /** What became of the value, in words. */
    public String reason() {
        return reason;
    }
}
