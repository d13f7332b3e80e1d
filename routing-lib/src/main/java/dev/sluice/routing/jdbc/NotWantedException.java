package dev.sluice.routing.jdbc;

import java.sql.SQLTransientConnectionException;

/** While a call waited for a connection, its endpoint has left the rotation. */
final class NotWantedException extends SQLTransientConnectionException {

    private static final long serialVersionUID = 1L;

    NotWantedException() {
        super("left the rotation meanwhile");
    }
}
