package dev.sluice.routing.cache.store;

import java.io.Serial;

/** The store is not to be asked yet. That has not failed, so nothing is wrong with it. */
public final class StillConnectingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: in that time it is thrown for each read. */
    public StillConnectingException() {
        this("Redis is being connected to");
    }

    /** For another reason. */
    public StillConnectingException(String message) {
        super(message, null, false, false);
    }
}
