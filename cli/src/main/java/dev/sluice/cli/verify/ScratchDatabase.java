package dev.sluice.cli.verify;

import dev.sluice.analysis.observe.StatementWatch;
import dev.sluice.analysis.schema.PostgresVersion;
import dev.sluice.analysis.schema.SearchPath;
import dev.sluice.cli.database.ConfiguredPath;
import dev.sluice.cli.database.Database;
import dev.sluice.cli.database.ServerMessage;
import dev.sluice.cli.failure.CommandFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two connections to the database on which migrations are run; until closed, they end with this process. */
public final class ScratchDatabase implements AutoCloseable {

    /** Each text goes to the server as it is, be it several statements. */
    private static final Map<String, String> AS_IT_IS = Map.of("preferQueryMode", "simple");

    private final Database database;
    private final Bounds bounds;
    private final @Nullable String confirmed;
    private final Connection connection;
    private final Connection second;
    private final EndOfProcess end;
    private final ServerFacts facts;

    private ScratchDatabase(
            Database database, Bounds bounds, @Nullable String confirmed, Connection connection, Connection second) {
        this.database = database;
        this.bounds = bounds;
        this.confirmed = confirmed;
        this.connection = connection;
        this.second = second;
        this.end = new EndOfProcess(connection, second);
        this.facts = new ServerFacts(connection, second);
    }

    static ScratchDatabase open(Database database, Bounds bounds, @Nullable String confirmed) {
        Connection connection = database.connect(bounds.connect(), bounds.silence(), AS_IT_IS);
        try {
            Connection second = database.connect(bounds.connect(), bounds.silence(), AS_IT_IS);
            return new ScratchDatabase(database, bounds, confirmed, connection, second);
        } catch (RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    /**
     * The version for which migrations are judged.
     *
     * @param given what the user has named; null for nothing
     * @throws CommandFailure if that is another one than the server's
     */
    public String version(@Nullable String given) {
        try {
            PostgresVersion version = facts.version();
            if (given != null && PostgresVersion.parse(given).major() != version.major()) {
                throw new CommandFailure(
                        "the migrations are to be judged for PostgreSQL " + given + ", and the server of " + database
                                + " is " + version + ": leave the version out, or take a server of that version.");
            }
            return given == null ? version.toString() : given;
        } catch (SQLException e) {
            throw failed(e);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage() + ".", e);
        }
    }

    /** In which schemas its sessions look at their beginning. */
    public SearchPath searchPath() {
        try {
            return ConfiguredPath.read(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /**
     * Refuses a database that is not plainly there for trials.
     *
     * @param outreach what the migrations change outside of the database, one part of a sentence each
     * @throws CommandFailure if there is doubt and the user has not named the database, or it is in recovery
     */
    void check(List<String> outreach) {
        try {
            facts.check(database, outreach, confirmed);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** A watch of the first connection. */
    StatementWatch watch() throws SQLException {
        return new StatementWatch(connection, second);
    }

    /** Makes both sessions new, with the limits. */
    void renew() throws SQLException {
        int major = facts.version().major();
        for (Connection session : List.of(connection, second)) {
            try (Statement statement = session.createStatement()) {
                statement.execute("DISCARD ALL");
                for (String setting : bounds.settings(major)) {
                    statement.execute(setting);
                }
            }
        }
    }

    Connection connection() {
        return connection;
    }

    Bounds bounds() {
        return bounds;
    }

    /** The server's version, such as {@code 18.6}. */
    String serverVersion() throws SQLException {
        return facts.version().toString();
    }

    /** What the connections could not do. */
    CommandFailure failed(SQLException failure) {
        return end.hasBegun()
                ? new CommandFailure(
                        "stopped while migrations ran on " + database + ": what was open is undone.", failure)
                : new CommandFailure(
                        database + " cannot be watched: " + ServerMessage.of(failure),
                        failure,
                        CommandFailure.NO_DATABASE);
    }

    @Override
    public void close() {
        end.close();
        close(connection);
        close(second);
    }

    /** What has been lost is closed. */
    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new CommandFailure("a connection cannot be closed: " + ServerMessage.of(e), e);
        }
    }

    /** Database, host and port, as part of a sentence. */
    @Override
    public String toString() {
        return database.toString();
    }
}
