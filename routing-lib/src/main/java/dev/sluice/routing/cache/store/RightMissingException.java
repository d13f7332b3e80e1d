package dev.sluice.routing.cache.store;

import java.io.Serial;

/** The store does not let the cache do what it has to do, until somebody permits it. */
public final class RightMissingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Without a stack trace: it is thrown for each read.
     *
     * @param message what is not permitted
     */
    public RightMissingException(String message) {
        super(message, null, false, false);
    }
}
