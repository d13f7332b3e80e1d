package dev.sluice.routing.jdbc;

import dev.sluice.routing.connect.Connector;
import dev.sluice.routing.connect.FailureKind;
import dev.sluice.routing.connect.Purpose;
import dev.sluice.routing.metrics.RoutingMeter;
import dev.sluice.routing.monitor.CheckOptions;
import dev.sluice.routing.monitor.Monitor;
import dev.sluice.routing.rotation.RouteTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Gives connections by a route table, keeps the pools and the checks behind them. Thread-safe. */
public final class RoutedConnections implements AutoCloseable {

    private static final String CLOSED = "08003";

    private final Pools pools;
    private final Monitor monitor;
    private final Router router;
    private final Executor executor;
    private final ResultSource results;
    private volatile boolean closed;

    /** How pools, checks and counts are to be. */
    public record Settings(
            PoolOptions pools, CheckOptions checks, RoutingMeter meter, CommitListener commits, ResultSource results) {}

    /** What everything here works with; all of it belongs to the caller. */
    public record Surroundings(
            InstantSource time, ScheduledExecutorService scheduler, Executor executor, ThreadFactory threads) {}

    /** Connections by this table. */
    public RoutedConnections(RouteTable table, Connector connector, Settings settings, Surroundings around) {
        this.executor = around.executor();
        this.results = settings.results();
        this.pools = new Pools(
                connector,
                settings.pools(),
                () -> table.rotation().topology().database(),
                new Pools.Surroundings(
                        new Pool.Surroundings(around.time(), executor, settings.commits()),
                        around.scheduler(),
                        around.threads()));
        this.monitor = new Monitor(
                table,
                settings.checks(),
                new Monitor.Surroundings(connector, around.time(), around.scheduler(), executor),
                pools);
        table.observe(new Consequences(pools, settings.meter()));
        table.observe((before, now) -> {
            if (!before.topology().equals(now.topology())) {
                monitor.topologyChanged();
            }
        });
        this.router = new Router(
                table,
                pools,
                monitor,
                new Router.Terms(
                        settings.meter(), around.time(), settings.pools().acquireTimeout()));
    }

    /** A connection that takes a server when it is first used. */
    public Connection connection() throws SQLException {
        checkOpen();
        return RoutedConnection.of(new Session(router, executor, results, new SessionSettings()));
    }

    /**
     * Runs a read on a replica; when the endpoint fails, runs all of it again on another one.
     *
     * @throws NoEndpointException if no endpoint could serve it
     */
    public <T> T read(SqlFunction<Connection, T> work) throws SQLException {
        checkOpen();
        Trail trail = router.trail();
        while (true) {
            Lease lease = router.read(trail);
            lease.waiting(true);
            try {
                if (lease.purpose() == Purpose.WRITE) {
                    lease.connection().setReadOnly(true);
                }
                T result = work.apply(lease.connection());
                router.meter().read(lease.endpoint().name());
                return result;
            } catch (SQLException | RuntimeException e) {
                SQLException error = movable(lease, e);
                if (error == null || lease.purpose() == Purpose.WRITE) {
                    throw e;
                }
                trail.failed(lease.endpoint(), error);
                router.meter().retried(lease.endpoint().name());
                trail.rest();
            } finally {
                lease.notes().changed();
                lease.giveBack();
            }
        }
    }

    /** Runs a write on the primary, once. */
    public <T> T write(SqlFunction<Connection, T> work) throws SQLException {
        checkOpen();
        Lease lease = router.write(router.trail());
        try {
            T result = work.apply(lease.connection());
            router.meter().write(lease.endpoint().name());
            return result;
        } catch (SQLException | RuntimeException e) {
            SQLException error = FailureKind.sqlException(e);
            if (error != null) {
                router.failed(lease, error);
            }
            throw e;
        } finally {
            lease.notes().changed();
            lease.giveBack();
        }
    }

    /** Closes all pools; what is in use breaks. Idempotent. */
    @Override
    public void close() {
        closed = true;
        monitor.close();
        pools.close();
    }

    /** The database error in what a read has thrown, null when it is no reason to go elsewhere. */
    private @Nullable SQLException movable(Lease lease, Exception error) {
        SQLException sql = FailureKind.sqlException(error);
        return sql != null && router.failed(lease, sql).movesReads() ? sql : null;
    }

    private void checkOpen() throws SQLException {
        if (closed) {
            throw new SQLException("the data source is closed", CLOSED);
        }
    }
}
