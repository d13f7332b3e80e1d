package dev.sluice.routing.jdbc;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How a pooled connection was before an application set something on it by a method of {@link Connection}. HikariCP takes
 * back auto-commit, read-only, the isolation and the network timeout by itself; this is the rest. For one thread.
 */
final class Originals {

    private boolean schema;
    private @Nullable Integer holdability;
    private @Nullable Map<String, Class<?>> types;
    private @Nullable Properties client;

    /** To be called before a setter is. */
    void before(Method setter, Connection connection) throws SQLException {
        switch (setter.getName()) {
            case "setSchema" -> schema = true;
            case "setHoldability" -> holdability = holdability == null ? connection.getHoldability() : holdability;
            case "setTypeMap" -> types = types == null ? connection.getTypeMap() : types;
            case "setClientInfo" -> client = client == null ? copy(connection.getClientInfo()) : client;
            default -> {}
        }
    }

    /**
     * Sets all of it back. A transaction that is open is rolled back, also one that was begun by a text: the pool would
     * leave that to the next one who takes the connection.
     */
    void restore(Connection connection, boolean inTransaction) throws SQLException {
        if (!connection.getAutoCommit() && (schema || client != null)) {
            // What is set in a transaction ends with it.
            connection.rollback();
            connection.setAutoCommit(true);
        } else if (inTransaction && connection.getAutoCommit()) {
            execute(connection, "ROLLBACK");
        }
        if (schema) {
            execute(connection, "RESET search_path");
        }
        if (holdability != null) {
            connection.setHoldability(holdability);
        }
        if (types != null) {
            connection.setTypeMap(types);
        }
        if (client != null) {
            connection.setClientInfo(client);
        }
    }

    // The driver gives its own ones, which change.
    private static Properties copy(Properties own) {
        return (Properties) own.clone();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
