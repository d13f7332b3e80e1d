package dev.sluice.routing.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import org.postgresql.core.BaseConnection;

/**
 * Leads back to a {@link RoutedConnection}, and notes what is done behind it.
 *
 * @param connection what the application holds
 * @param lease what it stood for when the object was made
 */
record SessionLink(Session session, Connection connection, Lease lease) implements Linked.Link {

    @Override
    public BaseConnection driver() {
        return lease.driver();
    }

    @Override
    public void unwatched() {
        session.markChanged();
        lease.unwatched();
    }

    @Override
    public void writes(ResultSet rows) {
        lease.notes().changed();
    }

    @Override
    public void settle() {}
}
