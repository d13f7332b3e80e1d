package dev.sluice.routing.jdbc;

import java.sql.SQLTransientConnectionException;

/** All connections of an endpoint's pool are in use: the endpoint is well, the application wants more than it may have. */
public final class PoolBusyException extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1L;

    PoolBusyException(String message) {
        super(message);
    }
}
