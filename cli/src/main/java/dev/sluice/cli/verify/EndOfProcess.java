package dev.sluice.cli.verify;

import dev.sluice.cli.database.ServerMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.core.BaseConnection;

/**
 * Ends what connections do on the server when the process is told to end, such as by Ctrl-C: a server does not notice by
 * itself that nobody waits for a statement any more.
 */
final class EndOfProcess implements AutoCloseable {

    private final List<Connection> connections;
    private final Thread hook = new Thread(this::end, "sluice-verify-end");
    private volatile boolean begun;

    EndOfProcess(Connection... connections) {
        this.connections = List.of(connections);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean hasBegun() {
        return begun;
    }

    private void end() {
        begun = true;
        connections.forEach(EndOfProcess::end);
    }

    private static void end(Connection connection) {
        try {
            if (!connection.isClosed()) {
                connection.unwrap(BaseConnection.class).cancelQuery();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a statement cannot be stopped: " + ServerMessage.of(e), e);
        } finally {
            abort(connection);
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw new IllegalStateException("a connection cannot be closed", e);
        }
    }

    /** Leaves the connections alone from now on, unless the process ends already. */
    @Override
    public void close() {
        if (!begun) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It has begun to end a moment ago.
                begun = true;
            }
        }
    }
}
