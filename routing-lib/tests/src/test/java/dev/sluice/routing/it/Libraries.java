package dev.sluice.routing.it;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.RoutingOptions;
import dev.sluice.routing.credentials.Credentials;
import dev.sluice.routing.credentials.CredentialsSource;
import dev.sluice.routing.topology.Topology;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Opens the library on a replica set, and what tests ask through it. */
final class Libraries {

    private static final String PORT = "SELECT current_setting('port')::int";

    private Libraries() {}

    static RoutingOptions.Builder options(PostgresReplicaSet set, MemoryTopology topology) {
        return RoutingOptions.builder()
                .topology(topology)
                .credentials(CredentialsSource.fixed(new Credentials(set.user(), set.password())));
    }

    static RoutingDataSource open(PostgresReplicaSet set, Topology topology) {
        return RoutingDataSource.open(options(set, new MemoryTopology(topology)).build());
    }

    /** The port of the server that answers; which server it is. */
    static int port(Connection connection) throws SQLException {
        return number(connection, PORT);
    }

    static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    static int readPort(RoutingDataSource library) throws SQLException {
        return library.executeRead(Libraries::port);
    }

    static int writePort(RoutingDataSource library) throws SQLException {
        return library.executeWrite(Libraries::port);
    }

    /** As Spring and others do it: a plain connection that is made read-only. */
    static int plainReadPort(RoutingDataSource library) throws SQLException {
        try (Connection connection = library.getConnection()) {
            connection.setReadOnly(true);
            return port(connection);
        }
    }
}
