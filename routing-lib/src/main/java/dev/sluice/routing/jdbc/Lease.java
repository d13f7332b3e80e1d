package dev.sluice.routing.jdbc;

import dev.sluice.routing.connect.Purpose;
import dev.sluice.routing.topology.Endpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pooled connection in somebody's hands. */
final class Lease {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    private static final int PATIENCE_SECONDS = 1;

    private final Pool pool;
    private final Connection pooled;
    private final Connection connection;
    private final Originals originals = new Originals();
    private final BaseConnection driver;
    private final SessionNotes notes;
    private long rightAt = -1;
    private volatile boolean waiting;

    Lease(Pool pool, Connection connection) throws SQLException {
        this.pool = pool;
        this.pooled = connection;
        this.driver = connection.unwrap(BaseConnection.class);
        this.connection = pool.watched(connection, driver);
        this.notes = pool.notes(driver);
    }

    Endpoint endpoint() {
        return pool.endpoint();
    }

    /** READ on a replica, WRITE on the primary, also where a read has fallen back to it. */
    Purpose purpose() {
        return pool.purpose();
    }

    Connection connection() {
        return connection;
    }

    /** How the connection was before the application set something on it. */
    Originals originals() {
        return originals;
    }

    /** What is known of the session. */
    SessionNotes notes() {
        return notes;
    }

    /** Something of the driver has been given out, and nobody sees what is done with it. */
    void unwatched() {
        notes.unwatched();
        WatchedConnection.unwatched(connection);
    }

    /** The driver's connection. */
    BaseConnection driver() {
        return driver;
    }

    boolean inTransaction() {
        return driver.getTransactionState() != TransactionState.IDLE;
    }

    /** Whether the session has broken. */
    boolean isBroken() throws SQLException {
        return connection.isClosed() || driver.isClosed();
    }

    /** Whether the server answers on the session now. */
    boolean answers() {
        try {
            return driver.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            LOG.debug("A session of {} does not answer", endpoint().name(), e);
            return false;
        }
    }

    /** Whether the endpoint was found right under this version of the route table. */
    boolean wasRightAt(long version) {
        return version == rightAt;
    }

    /** Remembers that the endpoint is right under this version. */
    void rightAt(long version) {
        rightAt = version;
    }

    /** Whether somebody waits for an answer on the connection, or may: rows of a cursor are fetched unseen. */
    boolean isWaiting() {
        return waiting || inTransaction();
    }

    void waiting(boolean whether) {
        waiting = whether;
    }

    /** Whether the application itself has asked for a connection that does not write. */
    boolean isReadOnly() {
        try {
            return connection.isReadOnly();
        } catch (SQLException e) {
            LOG.debug(
                    "A broken connection of {} does not say what was asked for",
                    endpoint().name(),
                    e);
            return false;
        }
    }

    /** Gives the connection back as it was; a broken one is dropped by the pool. */
    void giveBack() {
        try {
            if (!isBroken()) {
                originals.restore(connection, inTransaction());
            }
        } catch (SQLException e) {
            LOG.debug(
                    "A connection of {} could not be set back, and is closed",
                    endpoint().name(),
                    e);
            pool.discard(pooled);
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("Giving a connection of {} back failed", endpoint().name(), e);
        } finally {
            pool.returned(this);
        }
    }

    /** Breaks the session, whatever waits for its answer. */
    void abort(Executor executor) {
        try {
            driver.abort(executor);
        } catch (SQLException e) {
            LOG.debug("Aborting a connection of {} failed", endpoint().name(), e);
        }
    }
}
