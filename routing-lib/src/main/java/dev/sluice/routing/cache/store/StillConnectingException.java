package dev.sluice.routing.cache.store;

import java.io.Serial;

/** The store is being connected to for the first time. That has not failed, so nothing is wrong with it yet. */
public final class StillConnectingException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: in that time it is thrown for each read. */
    public StillConnectingException() {
        super("Redis is being connected to for the first time", null, false, false);
    }
}
