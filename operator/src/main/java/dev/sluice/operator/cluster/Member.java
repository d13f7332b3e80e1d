package dev.sluice.operator.cluster;

import dev.sluice.routing.health.LagLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One server of a cluster, as the spec names it or a Service gives it.
 *
 * @param name unique within the cluster
 * @param host name or address
 * @param port 1 to 65535
 * @param weight share of reads, 0 to 1000
 * @param zone where it runs, null when not given
 * @param ownMaxLag its own limit in time, null when the cluster's holds
 * @param limits the limits that hold for it
 * @param rotation whether it may serve reads
 * @param found whether it was found among the endpoints of a Service; else the spec lists it
 */
public record Member(
        String name,
        String host,
        int port,
        int weight,
        @Nullable String zone,
        @Nullable Duration ownMaxLag,
        LagLimits limits,
        Rotation rotation,
        boolean found) {

    /** Whether it has the other's name and address. */
    boolean isSameAs(Member other) {
        return name.equals(other.name) && host.equals(other.host) && port == other.port;
    }
}
