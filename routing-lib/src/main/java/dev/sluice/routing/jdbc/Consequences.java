package dev.sluice.routing.jdbc;

import dev.sluice.routing.connect.Purpose;
import dev.sluice.routing.health.Verdict;
import dev.sluice.routing.metrics.RoutingMeter;
import dev.sluice.routing.rotation.Rotation;
import dev.sluice.routing.rotation.RouteTable;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from a change of the rotation: pools, log lines, counts. */
final class Consequences implements RouteTable.Observer {

    private static final Logger LOG = LoggerFactory.getLogger(Consequences.class);

    private final Pools pools;
    private final RoutingMeter meter;

    Consequences(Pools pools, RoutingMeter meter) {
        this.pools = pools;
        this.meter = meter;
    }

    @Override
    public void changed(Rotation before, Rotation now) {
        boolean newTopology = !before.topology().equals(now.topology());
        if (newTopology) {
            meter.topology(now.topology().cluster(), now.topology().revision());
        }
        boolean newWriter = !address(before.writable()).equals(address(now.writable()));
        boolean disproved = now.disproof().isPresent() && !now.disproof().equals(before.disproof());
        if (disproved) {
            leaveWriter(now);
        } else if (newWriter && now.disproof().isEmpty()) {
            writerChanged(before, now);
        }
        if (newTopology || newWriter) {
            pools.retain(now);
        }
        now.topology().replicas().forEach(replica -> tellReplica(replica, before, now));
    }

    // Sessions that were opened to it may go elsewhere than new ones.
    private void leaveWriter(Rotation now) {
        now.writer().ifPresent(writer -> {
            LOG.warn(
                    "No write goes to {} any more, and no read in place of a replica: {}",
                    writer.name(),
                    now.whyNotWritten());
            pools.evict(writer, Purpose.WRITE);
        });
    }

    private void writerChanged(Rotation before, Rotation now) {
        String from = before.writable().map(Endpoint::name).orElse("none");
        String to = now.writer().map(Endpoint::name).orElse("none");
        if (now.followsAhead()) {
            LOG.warn(
                    "Writes follow {}, which has been promoted, before the document says so; they went to {}",
                    to,
                    from);
            now.writer().ifPresent(writer -> meter.followed(writer.name()));
        } else if (now.writer().isEmpty()) {
            LOG.warn("No primary is known any more, so writes fail; they went to {}", from);
        } else {
            LOG.info("Writes go to {}; they went to {}", to, from);
        }
    }

    private void tellReplica(Endpoint replica, Rotation before, Rotation now) {
        Verdict was = before.verdict(replica);
        Verdict is = now.verdict(replica);
        if (was.state() == is.state() || !now.wanted(replica)) {
            return;
        }
        if (is.state().readable()) {
            LOG.info("{} is back in rotation", replica.name());
            meter.returned(replica.name());
        } else if (was.state().readable()) {
            LOG.warn("{} leaves the rotation: {}: {}", replica.name(), is.reason(), is.message());
            meter.ejected(replica.name(), is.reason().name());
        }
        if (is.state() == EndpointState.UNREACHABLE) {
            pools.evict(replica, Purpose.READ);
        }
    }

    private static String address(Optional<Endpoint> endpoint) {
        return endpoint.map(Endpoint::address).orElse("");
    }
}
