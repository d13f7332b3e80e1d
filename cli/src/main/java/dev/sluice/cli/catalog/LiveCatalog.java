package dev.sluice.cli.catalog;

import dev.sluice.analysis.schema.Catalog;
import dev.sluice.analysis.schema.SearchPath;
import dev.sluice.cli.database.ConfiguredPath;
import dev.sluice.cli.database.Database;
import dev.sluice.cli.database.DatabaseUrl;
import dev.sluice.cli.database.Password;
import dev.sluice.cli.database.SecretFile;
import dev.sluice.cli.database.SqlReason;
import dev.sluice.cli.failure.CommandFailure;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalog of a database: one connection, one read-only transaction, twelve queries, each with a time limit. It
 * needs no right but to connect.
 */
public final class LiveCatalog {

    private static final String OPTION = "--catalog";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMinutes(2);

    /** A pooler in between keeps no prepared statements; and a large catalog does not come all at once. */
    private static final Map<String, String> DRIVER = Map.of("prepareThreshold", "0", "defaultRowFetchSize", "1000");

    private LiveCatalog() {}

    /**
     * Reads it.
     *
     * @param url as {@link DatabaseUrl} takes it
     * @param userFile a file that holds the user's name; null for the URL's or the environment's
     * @param passwordFile the same for the password
     * @param environment the process's
     * @throws CommandFailure if the URL or a file is wrong, or the database cannot be read
     */
    public static Catalog read(
            String url, @Nullable Path userFile, @Nullable Path passwordFile, Map<String, String> environment) {
        DatabaseUrl target = DatabaseUrl.of(OPTION, url, environment);
        if (userFile != null) {
            target = target.withUser(SecretFile.read(OPTION + "-user-file", userFile));
        }
        Password password = Password.find(OPTION, passwordFile, environment);
        Database database = new Database(OPTION, target, password);
        try (Connection connection = database.connect(PATIENCE, SILENCE, DRIVER)) {
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            SearchPath configured = ConfiguredPath.read(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL statement_timeout = '60s'");
                statement.execute("SET LOCAL lock_timeout = '5s'");
                // So that the server writes each name with its schema.
                statement.execute("SET LOCAL search_path = ''");
            }
            Catalog catalog = new CatalogQueries(connection).read().searchPath(configured);
            connection.rollback();
            return catalog;
        } catch (SQLException e) {
            throw new CommandFailure(
                    "the catalog of " + database + " cannot be read: " + reason(e) + ".",
                    e,
                    CommandFailure.NO_DATABASE);
        }
    }

    private static String reason(SQLException failure) {
        return switch (String.valueOf(failure.getSQLState())) {
            case "57014" -> "a query took longer than 60 s";
            case "55P03" -> "a table was locked for longer than 5 s, as by a migration that runs just now";
            default -> SqlReason.of(failure);
        };
    }
}
