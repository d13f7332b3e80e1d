package dev.sluice.routing.jdbc;

import dev.sluice.routing.connect.FailureKind;
import dev.sluice.routing.connect.FailureReading;
import dev.sluice.routing.connect.Purpose;
import dev.sluice.routing.credentials.CredentialsException;
import dev.sluice.routing.metrics.RoutingMeter;
import dev.sluice.routing.monitor.Monitor;
import dev.sluice.routing.rotation.Rotation;
import dev.sluice.routing.rotation.RouteTable;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.Fallback;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a connection for a read or a write, and draws the consequences of what fails on one. Nothing has been sent on a
 * connection that could not be had, so looking for one goes on at other endpoints, and for writes until the time is over:
 * a promotion within that time costs the caller patience, not an error.
 */
final class Router {

    private static final Duration REST = Duration.ofSeconds(5);

    private final RouteTable table;
    private final Pools pools;
    private final Monitor monitor;
    private final RoutingMeter meter;
    private final InstantSource time;
    private final Duration patience;
    private volatile Instant notAtHand = Instant.EPOCH;

    Router(RouteTable table, Pools pools, Monitor monitor, Terms terms) {
        this.table = table;
        this.pools = pools;
        this.monitor = monitor;
        this.meter = terms.meter();
        this.time = terms.time();
        this.patience = terms.patience();
    }

    /**
     * What holds for all calls.
     *
     * @param patience how long a call waits for a connection
     */
    record Terms(RoutingMeter meter, InstantSource time, Duration patience) {}

    Trail trail() {
        return new Trail(time, patience);
    }

    /** The cluster that the endpoint document is of. */
    String cluster() {
        return table.rotation().topology().cluster();
    }

    /** The newest timeline of its primary that is known of; 0 when none is. */
    int timeline() {
        return table.rotation().timeline();
    }

    RoutingMeter meter() {
        return meter;
    }

    /** A connection for a read: a replica that has not been tried, else what the policy says. */
    Lease read(Trail trail) throws SQLException {
        monitor.flowing();
        while (true) {
            Endpoint replica = table.nextReader(trail.tried());
            if (replica != null) {
                Lease lease = tryReplica(replica, trail);
                if (lease != null) {
                    return lease;
                }
            } else if (!trail.mayLook() || !monitor.checkIfOld()) {
                return withoutReplica(trail);
            }
        }
    }

    /** A connection for a write. */
    Lease write(Trail trail) throws SQLException {
        monitor.flowing();
        while (true) {
            Endpoint writer = table.writer().orElse(null);
            if (writer != null) {
                Lease lease = tryWriter(writer, trail);
                if (lease != null) {
                    return lease;
                }
            }
            if (trail.remaining().isZero()) {
                throw writer == null ? withoutWriter(trail) : trail.exhausted("The primary cannot be reached");
            }
            monitor.checkNow();
        }
    }

    /**
     * A connection to the primary, if one is at hand: waits for no promotion, and after it was in vain not at all for a
     * while.
     */
    Lease writerAtHand() throws SQLException {
        Endpoint writer = table.writer().orElse(null);
        if (writer == null || time.instant().isBefore(notAtHand)) {
            throw new NotWantedException();
        }
        try {
            return pools.of(writer, Purpose.WRITE).acquire(Duration.ZERO, () -> table.isWriter(writer));
        } catch (SQLException e) {
            writerIsAway();
            throw e;
        }
    }

    /** Lets nobody ask for a writer at hand for a while. */
    void writerIsAway() {
        notAtHand = time.instant().plus(REST);
    }

    private NoEndpointException withoutWriter(Trail trail) {
        Rotation rotation = table.rotation();
        String cluster = rotation.topology().cluster();
        if (rotation.disproof().isPresent()) {
            return trail.exhausted(
                    "The primary of " + cluster + " is neither written to nor read from: " + rotation.whyNotWritten());
        }
        List<Endpoint> refused = rotation.topology().replicas().stream()
                .filter(rotation::refused)
                .toList();
        if (refused.isEmpty()) {
            return trail.exhausted("No primary is known for " + cluster);
        }
        refused.forEach(e -> trail.passedOver(e, "published as " + e.state() + " (" + e.reason() + ")"));
        return trail.exhausted(
                "Writes to " + cluster + " are stopped, because its document names no primary and refuses"
                        + " servers that may accept writes, as in a split brain; see the status of the DatabaseCluster, stop the"
                        + " wrong ones and make them standbys of the right one. Refused");
    }

    /** Whether a connection, for a read or a write, is still to the right endpoint. */
    boolean isRight(Lease lease, boolean forRead) {
        monitor.flowing();
        long version = table.version();
        if (lease.wasRightAt(version)) {
            return true;
        }
        boolean right = lease.purpose() == Purpose.READ
                ? table.isReader(lease.endpoint())
                : table.isWriter(lease.endpoint()) && (!forRead || !table.hasReader());
        if (right) {
            lease.rightAt(version);
        }
        return right;
    }

    /**
     * Why a connection must not be used any more, for a person; empty when it may be, though another one may be better. For
     * reads the endpoint may have lost its freshness, for writes its role.
     */
    String whyUnusable(Lease lease, boolean forRead) {
        Rotation rotation = table.rotation();
        Endpoint endpoint = lease.endpoint();
        if (forRead ? rotation.fresh(endpoint) : table.isWriter(endpoint)) {
            return "";
        }
        if (lease.purpose() == Purpose.WRITE) {
            return rotation.disproof().isPresent() ? rotation.whyNotWritten() : "it is not the primary any more";
        }
        return rotation.topology().endpoints().stream()
                .filter(e -> e.address().equals(endpoint.address()))
                .findFirst()
                .map(rotation::whyNotRead)
                .orElse("it is not in the endpoint document any more");
    }

    /** Draws the consequences of an error on a connection; says what it was. */
    FailureKind failed(Lease lease, SQLException error) {
        FailureKind kind = FailureKind.of(error);
        Endpoint endpoint = lease.endpoint();
        if (kind == FailureKind.SILENCE && !monitor.answers(endpoint)) {
            kind = FailureKind.ENDPOINT;
        }
        if (kind == FailureKind.ENDPOINT) {
            meter.failed(endpoint.name());
            if (lease.purpose() == Purpose.READ) {
                eject(endpoint, error);
            } else {
                // What broke this connection has mostly broken its neighbours too.
                pools.evict(endpoint, Purpose.WRITE);
                monitor.checkSoon();
            }
        }
        if (kind == FailureKind.READ_ONLY && lease.purpose() == Purpose.WRITE && !lease.isReadOnly()) {
            pools.evict(endpoint, Purpose.WRITE);
            monitor.doubt(endpoint);
        }
        return kind;
    }

    private @Nullable Lease tryReplica(Endpoint replica, Trail trail) throws SQLException {
        // Those that are left share the time, so that one that is slow to fail leaves some for the others.
        int left = table.readersBeside(trail.tried()) + (mayFallBack() ? 1 : 0);
        try {
            return pools.of(replica, Purpose.READ)
                    .acquire(trail.remaining().dividedBy(Math.max(1, left)), () -> table.isReader(replica));
        } catch (CredentialsException e) {
            throw e;
        } catch (PoolBusyException | NotWantedException e) {
            trail.failed(replica, e);
        } catch (SQLException e) {
            trail.failed(replica, e);
            meter.failed(replica.name());
            meter.retried(replica.name());
            eject(replica, e);
        }
        return null;
    }

    private Lease withoutReplica(Trail trail) throws SQLException {
        if (trail.onlyBusy()) {
            throw trail.exhausted("All replicas are busy");
        }
        if (!mayFallBack()) {
            Rotation rotation = table.rotation();
            rotation.topology().replicas().forEach(e -> trail.passedOver(e, rotation.whyNotRead(e)));
            throw trail.exhausted("No replica is usable, and the policy lets no read go to the primary");
        }
        Lease lease = write(trail);
        meter.fellBack(lease.endpoint().name());
        return lease;
    }

    private @Nullable Lease tryWriter(Endpoint writer, Trail trail) throws SQLException {
        try {
            return pools.of(writer, Purpose.WRITE).acquire(trail.remaining(), () -> table.isWriter(writer));
        } catch (CredentialsException | PoolBusyException e) {
            throw e;
        } catch (NotWantedException e) {
            return null;
        } catch (SQLException e) {
            trail.failed(writer, e);
            meter.failed(writer.name());
            if (FailureKind.of(e) == FailureKind.STATEMENT) {
                throw trail.exhausted("The primary refuses the connection");
            }
            return null;
        }
    }

    private boolean mayFallBack() {
        return table.rotation().topology().policy().fallback() == Fallback.PRIMARY;
    }

    private void eject(Endpoint endpoint, SQLException error) {
        table.update(now -> now.verdict(endpoint).state().readable()
                ? now.ejecting(endpoint, FailureReading.of(endpoint, error))
                : now);
        monitor.checkSoon();
    }
}
