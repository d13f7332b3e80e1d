package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.jdbc.SqlFunction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Work in somebody else's transaction, which goes on when the work fails.
 *
 * @param work what is done, on the transaction's connection
 * @param <T> what comes of it
 */
record Aside<T>(SqlFunction<Connection, T> work) implements SqlFunction<Connection, T> {

    private static final String BEGIN = "SAVEPOINT sluice_aside";
    private static final String END = "RELEASE SAVEPOINT sluice_aside";
    private static final String UNDO = "ROLLBACK TO SAVEPOINT sluice_aside";

    @Override
    public T apply(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN);
            T result;
            try {
                result = work.apply(connection);
            } catch (SQLException e) {
                undo(statement, e);
                throw e;
            }
            statement.execute(END);
            return result;
        }
    }

    private static void undo(Statement statement, SQLException failure) {
        try {
            statement.execute(UNDO);
            statement.execute(END);
        } catch (SQLException e) {
            // The connection is gone, and the transaction with it.
            failure.addSuppressed(e);
        }
    }
}
