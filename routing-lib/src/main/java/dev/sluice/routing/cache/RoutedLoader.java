package dev.sluice.routing.cache;

import dev.sluice.routing.RoutingDataSource;
import dev.sluice.routing.cache.store.ReadPosition;
import dev.sluice.routing.jdbc.SqlFunction;
import dev.sluice.routing.replication.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads values from replicas, with the position that the replica has replayed: what a replica answers that had not
 * replayed all that the primary had when it was asked is given to who asked, but not stored. Nor is what is read while the
 * primary does not answer. Costs a round trip to the primary and one to the replica for each load, and up to 50 ms of waiting
 * for a replica that is behind. Thread-safe.
 *
 * @param <T> the value
 */
public final class RoutedLoader<T> implements PositionedLoader<T, SQLException> {

    private static final Logger LOG = LoggerFactory.getLogger(RoutedLoader.class);
    private static final String PRIMARY = "SELECT pg_current_wal_insert_lsn()";
    private static final String HERE =
            "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text ELSE 'primary' END";

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final RoutingDataSource dataSource;
    private final SqlFunction<Connection, @Nullable T> work;

    private RoutedLoader(RoutingDataSource dataSource, SqlFunction<Connection, @Nullable T> work) {
        this.dataSource = dataSource;
        this.work = work;
    }

    /** Loads by {@link RoutingDataSource#executeRead}; so the work must be repeatable and must not keep the connection. */
    public static <T> RoutedLoader<T> of(RoutingDataSource dataSource, SqlFunction<Connection, @Nullable T> work) {
        return new RoutedLoader<>(dataSource, work);
    }

    @Override
    public @Nullable T load(Consumer<ReadPosition> position) throws SQLException {
        // Asked for before the replica's: whatever was invalidated before this load is behind it.
        Optional<Lsn> primary = primaryPosition();
        return dataSource.executeRead(connection -> {
            String here = awaited(connection, primary);
            @Nullable T value = work.apply(connection);
            if (dataSource.isPrimaryInDoubt()) {
                return value;
            }
            if (here.equals("primary")) {
                position.accept(ReadPosition.CURRENT);
            } else if (primary.isPresent()) {
                position.accept(ReadPosition.replica(Lsn.parse(here), primary.get()));
            }
            return value;
        });
    }

    /** The server's position, after a moment if it has not replayed all: under steady writes each replica is behind by some ms. */
    private static String awaited(Connection connection, Optional<Lsn> primary) throws SQLException {
        long start = System.nanoTime();
        String here = text(connection, HERE);
        while (primary.isPresent()
                && !here.equals("primary")
                && !ReadPosition.replica(Lsn.parse(here), primary.get()).isUpToDate()
                && System.nanoTime() - start < PATIENCE_NANOS
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE_NANOS);
            here = text(connection, HERE);
        }
        return here;
    }

    // Replicas answer while there is no primary, and so does what is loaded from them.
    private Optional<Lsn> primaryPosition() {
        try {
            return Optional.of(Lsn.parse(dataSource.executeWrite(connection -> text(connection, PRIMARY))));
        } catch (SQLException e) {
            LOG.debug("The primary does not tell its position, so what is loaded is not stored", e);
            return Optional.empty();
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next() || row.getString(1) == null) {
                throw new SQLException("the server does not tell its position: " + sql);
            }
            return row.getString(1);
        }
    }
}
