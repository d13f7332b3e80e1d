package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.cache.statement.NotCached;

/** A query that was to be cached is not. Has no trace: it is an ordinary way out, and tells who reads, not what failed. */
public final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final NotCached why;

    /** For this reason. */
    public RefusedException(NotCached why) {
        super(why.description(), null, false, false);
        this.why = why;
    }

    /** The reason. */
    public NotCached why() {
        return why;
    }
}
