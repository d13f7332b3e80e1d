package dev.sluice.routing.jdbc;

import dev.sluice.routing.connect.Connector;
import dev.sluice.routing.connect.Purpose;
import dev.sluice.routing.topology.Endpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What a pool gets its physical connections from: asks for the credentials each time, and remembers the last failure,
 * which the pool itself keeps from those who wait.
 */
final class EndpointDataSource extends BareDataSource {

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

    /** How many seconds HikariCP waits for a connection that is being made when it closes. */
    @Override
    public int getLoginTimeout() {
        return 1;
    }
}
