package dev.sluice.cli.catalog;

import dev.sluice.analysis.schema.Catalog;
import dev.sluice.cli.failure.CommandFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalog of a database: one connection, one read-only transaction, eight queries, each with a time limit. It
 * needs no right but to connect.
 */
public final class LiveCatalog {

    /** The exit code when the database cannot be reached or read, so that trying again may help. */
    public static final int UNREADABLE = 4;

    private LiveCatalog() {}

    /**
     * Reads it.
     *
     * @param url as {@link ConnectionString} takes it
     * @param userFile a file that holds the user's name; null for the URL's or the environment's
     * @param passwordFile the same for the password
     * @param environment the process's
     * @throws CommandFailure if the URL or a file is wrong, or the database cannot be read
     */
    public static Catalog read(
            String url, @Nullable Path userFile, @Nullable Path passwordFile, Map<String, String> environment) {
        ConnectionString target = ConnectionString.parse(url);
        Login login = Login.find(target, userFile, passwordFile, environment);
        try (Connection connection = connect(target, login)) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL statement_timeout = '60s'");
                statement.execute("SET LOCAL lock_timeout = '5s'");
                // So that the server writes each name with its schema.
                statement.execute("SET LOCAL search_path = ''");
            }
            Catalog catalog = new CatalogQueries(connection).read();
            connection.rollback();
            return catalog;
        } catch (SQLException e) {
            throw new CommandFailure(
                    "the catalog of " + target + " cannot be read: " + SqlReason.of(e) + ".", e, UNREADABLE);
        }
    }

    private static Connection connect(ConnectionString target, Login login) throws SQLException {
        Properties properties = target.properties();
        properties.putIfAbsent("connectTimeout", "10");
        properties.putIfAbsent("loginTimeout", "30");
        properties.setProperty("socketTimeout", "120");
        properties.setProperty("ApplicationName", "sluice migrations check");
        properties.setProperty("defaultRowFetchSize", "1000");
        // A pooler in between keeps no prepared statements.
        properties.setProperty("prepareThreshold", "0");
        if (login.user() != null) {
            properties.setProperty("user", login.user());
        }
        if (login.password() != null) {
            properties.setProperty("password", login.password());
        }
        return DriverManager.getConnection(target.jdbcUrl(), properties);
    }
}
