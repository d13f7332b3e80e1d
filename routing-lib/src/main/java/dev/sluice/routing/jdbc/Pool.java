package dev.sluice.routing.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.sluice.routing.connect.Purpose;
import dev.sluice.routing.credentials.CredentialsException;
import dev.sluice.routing.topology.Endpoint;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/**
 * The connections to one endpoint for one purpose.
 *
 * <p>HikariCP waits for its whole connectionTimeout even when every attempt to connect is refused at once, and tells
 * nobody meanwhile. So it is asked in short slices, and between two of them the wait ends when connecting has failed or
 * when the endpoint is not wanted any more.
 *
 * <p>HikariCP asks no session whether it lives that was in use within the last 500 ms. A read that meets a dead one goes
 * on elsewhere; a write can't, because what was sent may have run. So a session for writing is asked before it is given
 * out, unless one of this pool has answered within the last 20 ms: so the price is about fifty round trips a second,
 * whatever the load.
 */
final class Pool {

    // The shortest that HikariCP takes.
    private static final Duration SLICE = Duration.ofMillis(250);
    private static final Duration PROOF_HOLDS = Duration.ofMillis(20);
    private static final String UNABLE_TO_CONNECT = "08001";

    private final Endpoint endpoint;
    private final Purpose purpose;
    private final EndpointDataSource physical;
    private final HikariDataSource hikari;
    private final InstantSource time;
    private final Executor executor;
    private final CommitListener commits;
    private final Set<Lease> inUse = ConcurrentHashMap.newKeySet();
    private final Map<BaseConnection, SessionNotes> notes = Collections.synchronizedMap(new WeakHashMap<>());
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean retired;
    private volatile Instant proven = Instant.EPOCH;

    Pool(Endpoint endpoint, Purpose purpose, EndpointDataSource physical, HikariConfig config, Surroundings around) {
        this.endpoint = endpoint;
        this.purpose = purpose;
        this.physical = physical;
        this.time = around.time();
        this.executor = around.executor();
        this.commits = around.commits();
        config.setDataSource(physical);
        config.setConnectionTimeout(SLICE.toMillis());
        this.hikari = new HikariDataSource(config);
    }

    /** What a pool works with; all of it belongs to the caller. */
    record Surroundings(InstantSource time, Executor executor, CommitListener commits) {}

    Endpoint endpoint() {
        return endpoint;
    }

    Purpose purpose() {
        return purpose;
    }

    /** The connection as it is given out: watched, where somebody wants to know what is written on it. */
    Connection watched(Connection connection, BaseConnection driver) {
        return purpose == Purpose.WRITE && commits != CommitListener.NONE
                ? WatchedConnection.of(connection, driver, commits)
                : connection;
    }

    /** What is known of the session behind a connection. */
    SessionNotes notes(BaseConnection driver) {
        return notes.computeIfAbsent(driver, session -> new SessionNotes());
    }

    /** Whether somebody waits for an answer. */
    boolean isWaitedFor() {
        return inUse.stream().anyMatch(Lease::isWaiting);
    }

    /**
     * Takes a connection.
     *
     * @param patience the longest wait
     * @param wanted whether the endpoint is still the one to go to
     * @throws PoolBusyException if all are in use
     * @throws NotWantedException if the endpoint is not the one to go to any more
     * @throws SQLException if no connection can be made
     */
    Lease acquire(Duration patience, BooleanSupplier wanted) throws SQLException {
        Instant begun = time.instant();
        Instant end = begun.plus(patience);
        while (true) {
            try {
                Lease lease = lease(hikari.getConnection());
                if (isAlive(lease)) {
                    return lease;
                }
                evict();
                lease.giveBack();
            } catch (SQLException slice) {
                if (!(slice instanceof SQLTransientConnectionException) && !retired) {
                    throw slice;
                }
                giveUpIfVain(begun);
                if (retired || !wanted.getAsBoolean()) {
                    throw new NotWantedException();
                }
                if (!time.instant().isBefore(end)) {
                    throw tooLate(patience);
                }
            }
        }
    }

    /** Closes idle connections now and the others when they are given back. */
    void evict() {
        proven = Instant.EPOCH;
        HikariPoolMXBean bean = hikari.getHikariPoolMXBean();
        if (bean != null) {
            bean.softEvictConnections();
        }
    }

    /** Closes a connection as soon as it has been given back. */
    void discard(Connection pooled) {
        hikari.evictConnection(pooled);
    }

    /** Breaks what is in use. */
    void abortInUse() {
        inUse.forEach(lease -> lease.abort(executor));
    }

    /** Gives out nothing any more, and closes when everything has come back. */
    void retire() {
        retired = true;
        evict();
        closeIfUnused();
    }

    /** Closes now; what is in use breaks. */
    void close() {
        retired = true;
        if (closing.compareAndSet(false, true)) {
            hikari.close();
        }
    }

    boolean isClosed() {
        return hikari.isClosed();
    }

    void returned(Lease lease) {
        inUse.remove(lease);
        if (retired) {
            closeIfUnused();
        }
    }

    private void closeIfUnused() {
        if (inUse.isEmpty()) {
            // HikariCP waits for its threads when it closes.
            executor.execute(this::close);
        }
    }

    private Lease lease(Connection connection) throws SQLException {
        try {
            Lease lease = new Lease(this, connection);
            inUse.add(lease);
            return lease;
        } catch (SQLException e) {
            try (connection) {
                throw e;
            }
        }
    }

    private boolean isAlive(Lease lease) {
        Instant now = time.instant();
        if (purpose == Purpose.READ || now.isBefore(proven.plus(PROOF_HOLDS))) {
            return true;
        }
        boolean alive = lease.answers();
        if (alive) {
            proven = now;
        }
        return alive;
    }

    private void giveUpIfVain(Instant begun) throws SQLException {
        EndpointDataSource.Failed failed = physical.failed();
        if (failed == null || failed.at().isBefore(begun) || connections() > 0) {
            return;
        }
        if (failed.error() instanceof CredentialsException credentials) {
            throw new CredentialsException(String.valueOf(credentials.getMessage()), credentials);
        }
        throw unavailable(String.valueOf(failed.error().getMessage()), failed.error());
    }

    private SQLException tooLate(Duration patience) {
        String waited = "within " + patience.toMillis() + " ms";
        return connections() > 0
                ? new PoolBusyException("all " + hikari.getMaximumPoolSize() + " connections to " + endpoint.name()
                        + " are in use and none came free " + waited
                        + "; raise the pool's size, or hold connections for a shorter time")
                : unavailable("no connection could be made " + waited, null);
    }

    private int connections() {
        HikariPoolMXBean bean = hikari.getHikariPoolMXBean();
        return bean == null ? 0 : bean.getTotalConnections();
    }

    private static SQLException unavailable(String message, @Nullable SQLException cause) {
        String state = cause == null || cause.getSQLState() == null ? UNABLE_TO_CONNECT : cause.getSQLState();
        return new SQLTransientConnectionException(message, state, cause);
    }
}
