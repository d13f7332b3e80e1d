package dev.sluice.testing.postgres;

import dev.sluice.testing.network.Ports;
import dev.sluice.testing.process.ChildProcess;
import dev.sluice.testing.process.Poll;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * One server of a {@link PostgresReplicaSet}. Its name, host and port stay the same over every stop, start and change of
 * role. Safe for use by several threads; a call that starts or stops the server waits for another one that does.
 */
public final class PostgresServer {

    /** The database that always exists, also on a replica that has not yet heard of the set's own. */
    static final String ADMIN = "postgres";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final ServerConfiguration configuration;
    private final DataFolder data;
    private final Path log;
    private volatile int port;
    private @Nullable String primaryConnection;
    private volatile @Nullable ChildProcess process;

    PostgresServer(String name, ServerConfiguration configuration, Path folder, Path log) {
        this.name = name;
        this.configuration = configuration;
        this.data = new DataFolder(folder.resolve("data"));
        this.log = log;
        this.port = Ports.reserve();
    }

    /** {@code primary}, {@code replica-1}, {@code replica-2} and so on: the role at first, which may change. */
    public String name() {
        return name;
    }

    /** The address that the fixture itself connects to: 127.0.0.1. */
    public String host() {
        return "127.0.0.1";
    }

    /** The same over stops and changes of role. */
    public int port() {
        return port;
    }

    /** The major version, such as 18. */
    public int majorVersion() {
        return configuration.binaries().majorVersion();
    }

    /** The server's log; it stays when the set is closed. */
    public Path log() {
        return log;
    }

    /** A JDBC URL without credentials. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host() + ":" + port + "/" + database;
    }

    /** Whether the server's process exists; a suspended one does. */
    public boolean isRunning() {
        ChildProcess child = process;
        return child != null && child.isAlive();
    }

    /** Starts the server and waits until it accepts connections; without effect when it runs. */
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        data.configure(configuration, port, primaryConnection);
        ChildProcess child = launch();
        process = child;
        child.awaitReady(
                PATIENCE, () -> data.status(child.pid()).filter("ready"::equals).isPresent());
    }

    /** The same, for a server that nobody knows the port of yet: another port is taken when this one is not free. */
    synchronized void startFirst() {
        for (int attempt = 1; ; attempt++) {
            try {
                start();
                return;
            } catch (IllegalStateException e) {
                boolean taken = String.valueOf(e.getMessage()).contains("could not bind");
                if (!taken || attempt == 5) {
                    throw e;
                }
                Ports.release(port);
                port = Ports.reserve();
            }
        }
    }

    /** Stops the server in an orderly way (a "fast" shutdown); without effect when it does not run. */
    public synchronized void stop() {
        ChildProcess child = process;
        process = null;
        // A fast shutdown waits for replicas to receive everything; one behind a hanging network never does.
        if (child != null && !child.stop("INT", Duration.ofSeconds(15)) && !child.stop("QUIT", Duration.ofSeconds(5))) {
            child.kill();
        }
    }

    /** Kills the server and all its processes ({@code kill -9}); without effect when it does not run. */
    public synchronized void kill() {
        ChildProcess child = process;
        process = null;
        if (child != null) {
            child.kill();
        }
    }

    /** {@link #stop()} and {@link #start()}. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** Stops all the server's processes where they are ({@code SIGSTOP}): it accepts connections and never answers. */
    public synchronized void suspend() {
        running().suspend();
    }

    /** Lets the server go on after {@link #suspend()}. */
    public synchronized void resume() {
        running().resume();
    }

    /** Stops replay on a replica, which goes on receiving; returns when replay has stopped. */
    public void pauseReplay() {
        execute(ADMIN, "SELECT pg_wal_replay_pause()");
        if (majorVersion() >= 14) {
            Poll.until(
                    name + " pauses replay",
                    PATIENCE,
                    () -> "paused".equals(query(ADMIN, "SELECT pg_get_wal_replay_pause_state()")));
        }
    }

    /** Lets replay go on after {@link #pauseReplay()}. */
    public void resumeReplay() {
        execute(ADMIN, "SELECT pg_wal_replay_resume()");
    }

    /**
     * Makes this replica a primary, and changes nothing else: other replicas go on following whom they followed.
     * {@link PostgresReplicaSet#promote} leads them to this one.
     */
    public void promote() {
        execute(ADMIN, "SELECT pg_promote(true, 60)");
        if (isInRecovery()) {
            throw new IllegalStateException(name + " was not promoted within 60 s");
        }
        synchronized (this) {
            primaryConnection = null;
        }
    }

    /** What {@code pg_is_in_recovery()} answers. */
    public boolean isInRecovery() {
        return "t".equals(query(ADMIN, "SELECT pg_is_in_recovery()"));
    }

    /** Runs one or several SQL statements as superuser in the set's database. */
    public void execute(String sql) {
        execute(configuration.database(), sql);
    }

    /** Runs a query as superuser in the set's database: the first column of the first row, as text; null for none. */
    public @Nullable String query(String sql) {
        return query(configuration.database(), sql);
    }

    void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(name + ": " + e.getMessage(), e);
        }
    }

    @Nullable
    String query(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(name + ": " + e.getMessage(), e);
        }
    }

    /** A new connection as superuser to the set's database, without TLS; the caller closes it. */
    public Connection connect() throws SQLException {
        return connect(configuration.database());
    }

    Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", configuration.superuser().name());
        properties.setProperty("password", configuration.superuser().password());
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", "90");
        properties.setProperty("sslmode", "disable");
        properties.setProperty("ApplicationName", "sluice-fixture");
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    /** The data folder, for what {@link PostgresReplicaSet} does with it. */
    DataFolder data() {
        return data;
    }

    /** From the next start on, a replica of the server behind this connection; with null a primary. */
    synchronized void follow(@Nullable String connection) {
        primaryConnection = connection;
    }

    /** Ends it for good, without care for its data, but leaves nothing behind in the system. */
    synchronized void discard() {
        ChildProcess child = process;
        process = null;
        if (child != null && !child.stop("QUIT", Duration.ofSeconds(5))) {
            child.kill();
        }
        data.releaseSharedMemory();
        Ports.release(port);
    }

    private ChildProcess launch() {
        List<String> command = List.of(
                configuration.binaries().program("postgres").toString(),
                "-D",
                data.path().toString());
        return ChildProcess.start(new ChildProcess.Launch(
                name, Privileges.detect().wrap(command), Map.of("LC_ALL", "C"), log, data.path()));
    }

    private ChildProcess running() {
        ChildProcess child = process;
        if (child == null || !child.isAlive()) {
            throw new IllegalStateException(name + " does not run");
        }
        return child;
    }

    /** Name and port. */
    @Override
    public String toString() {
        return name + " (port " + port + ")";
    }
}
