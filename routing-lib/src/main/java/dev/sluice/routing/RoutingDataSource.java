package dev.sluice.routing;

import dev.sluice.routing.connect.Connector;
import dev.sluice.routing.connect.MonotonicTime;
import dev.sluice.routing.jdbc.BareDataSource;
import dev.sluice.routing.jdbc.CommitListener;
import dev.sluice.routing.jdbc.RoutedConnections;
import dev.sluice.routing.jdbc.SqlFunction;
import dev.sluice.routing.metrics.RoutingCounters;
import dev.sluice.routing.metrics.RoutingStatistics;
import dev.sluice.routing.rotation.Rotation;
import dev.sluice.routing.rotation.RouteTable;
import dev.sluice.routing.source.TopologySource;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.Topology;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Sends reads to healthy replicas and writes to the primary.
 *
 * <p>A connection takes a server when it is first used: a replica after {@code setReadOnly(true)}, else the primary. A
 * server that fails leaves the rotation at once; a read that has not begun a transaction goes on elsewhere in the same
 * call. {@link #executeRead} and {@link #executeWrite} say the same without {@code setReadOnly}. Topology changes,
 * promotions and new passwords are followed without a restart. Thread-safe.
 */
public final class RoutingDataSource extends BareDataSource implements AutoCloseable {

    private final Threads threads;
    private final TopologySource source;
    private final RouteTable table;
    private final RoutedConnections connections;
    private final RoutingCounters counters;
    private final InstantSource time;
    private final TopologySource.Subscription subscription;
    private final CommitListener commits;
    private final BooleanSupplier inDoubt = this::isPrimaryInDoubt;

    private RoutingDataSource(RoutingOptions options, Threads threads, TopologySource source) {
        this.threads = threads;
        this.source = source;
        this.time = new MonotonicTime(Clock.systemUTC().instant());
        this.counters = new RoutingCounters(options.meter());
        this.table = new RouteTable(Rotation.of(source.current()), options.balancing());
        this.connections = new RoutedConnections(
                table,
                new Connector(options.connections(), time),
                new RoutedConnections.Settings(
                        options.pools(), options.checks(), counters, options.commits(), options.results()),
                new RoutedConnections.Surroundings(
                        time, threads.scheduler(), threads.workers(), Threads.named("sluice-pool")));
        counters.topology(source.current().cluster(), source.current().revision());
        this.subscription = source.subscribe(this::use);
        this.commits = options.commits();
        commits.opened(inDoubt);
    }

    /**
     * Opens a data source. Connects to no server yet.
     *
     * @throws dev.sluice.routing.source.TopologyUnavailableException if there is no endpoint document in time
     */
    public static RoutingDataSource open(RoutingOptions options) {
        Threads threads = new Threads();
        boolean opened = false;
        try {
            RoutingDataSource dataSource =
                    new RoutingDataSource(options, threads, options.topology().open(threads.scheduler()));
            opened = true;
            return dataSource;
        } finally {
            if (!opened) {
                threads.stop();
            }
        }
    }

    /** A connection that takes a server when it is first used. */
    @Override
    public Connection getConnection() throws SQLException {
        return connections.connection();
    }

    /**
     * Runs a read on a replica. When the endpoint fails under it, all of it runs again on another one and then, if the
     * policy lets it, on the primary; so it must be repeatable and must not keep the connection.
     *
     * @throws dev.sluice.routing.jdbc.NoEndpointException if no endpoint could serve it; says which were tried and why
     */
    public <T> T executeRead(SqlFunction<Connection, T> work) throws SQLException {
        return connections.read(work);
    }

    /**
     * Runs a write on the primary, each statement for itself unless {@code work} turns auto-commit off. It is never
     * repeated; only a connection that could not be had is looked for again, which also follows a promotion.
     *
     * @throws dev.sluice.routing.jdbc.NoEndpointException if no primary could be reached in time
     */
    public <T> T executeWrite(SqlFunction<Connection, T> work) throws SQLException {
        return connections.write(work);
    }

    /**
     * Whether this process knows of another server that may be the primary: after a failover, the former primary may still
     * answer, and the endpoint document be a minute old. What is read meanwhile need not be what others have committed.
     * Known by the checks, which run while reads or writes flow.
     */
    public boolean isPrimaryInDoubt() {
        return table.rotation().primaryInDoubt();
    }

    /** What is done and has been done, as of now. */
    public RoutingStatistics statistics() {
        Rotation rotation = table.rotation();
        Topology topology = rotation.topology();
        Map<String, String> out = new LinkedHashMap<>();
        topology.replicas().forEach(replica -> out.put(replica.name(), rotation.whyNotRead(replica)));
        rotation.writer().ifPresent(writer -> out.put(writer.name(), rotation.whyNotWritten()));
        out.values().removeIf(String::isEmpty);
        return new RoutingStatistics(
                topology.cluster(),
                topology.revision(),
                topology.publishedAt(),
                Duration.between(topology.publishedAt(), time.instant()),
                source.fault(),
                rotation.writable().map(Endpoint::name).orElse(null),
                rotation.readers().stream().map(Endpoint::name).toList(),
                out,
                counters.endpoints(),
                counters.fallbacks());
    }

    /** Closes all connections, in use or not, and ends all threads. Idempotent. */
    @Override
    public void close() {
        commits.closed(inDoubt);
        subscription.close();
        source.close();
        connections.close();
        threads.stop();
    }

    private void use(Topology topology) {
        table.update(now -> now.topology().equals(topology) ? now : now.withTopology(topology));
    }
}
