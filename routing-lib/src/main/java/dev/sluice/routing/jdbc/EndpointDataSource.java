package dev.sluice.routing.jdbc;

import dev.sluice.routing.connect.Connector;
import dev.sluice.routing.connect.Purpose;
import dev.sluice.routing.topology.Endpoint;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a pool gets its physical connections from: asks for the credentials each time, and remembers the last failure,
 * which the pool itself keeps from those who wait.
 */
final class EndpointDataSource implements DataSource {

    /** A connection that could not be made, and when. */
    record Failed(SQLException error, Instant at) {}

    private final Connector connector;
    private final Endpoint endpoint;
    private final String database;
    private final Purpose purpose;
    private final InstantSource time;
    private volatile @Nullable Failed failed;

    EndpointDataSource(Connector connector, Endpoint endpoint, String database, Purpose purpose, InstantSource time) {
        this.connector = connector;
        this.endpoint = endpoint;
        this.database = database;
        this.purpose = purpose;
        this.time = time;
    }

    /** The last failure, null when a connection has been made since. */
    @Nullable
    Failed failed() {
        return failed;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Connection connection = connector.connect(endpoint, database, purpose);
            failed = null;
            return connection;
        } catch (SQLException e) {
            failed = new Failed(e, time.instant());
            throw e;
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the credentials come from the configured source");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    /** Ignored: the time for a login is the configured one, not the slice of it that the pool waits. */
    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 1;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("logs with slf4j");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
