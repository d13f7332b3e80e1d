package dev.sluice.routing.topology;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One server of a cluster.
 *
 * @param name unique within the cluster
 * @param host DNS name or address
 * @param port 1 to 65535
 * @param role what the server was when it was last asked
 * @param weight its share of the reads, 0 to {@value #MAX_WEIGHT}; with 0 it gets none while another
 *     replica is usable
 * @param zone where it runs, null when not told
 * @param state what the operator holds of it
 * @param reason the cause of the state in one word
 * @param maxLag its own lag limit, null for the policy's
 * @param lag its lag at the time of publication, null when unknown or a primary
 */
public record Endpoint(
        String name,
        String host,
        int port,
        Role role,
        int weight,
        @Nullable String zone,
        EndpointState state,
        String reason,
        @Nullable Duration maxLag,
        @Nullable PublishedLag lag) {

    /** The highest weight. */
    public static final int MAX_WEIGHT = 1000;

    public Endpoint {
        requireText(name, "name");
        requireText(host, "host");
        requireNonNull(role, "role is null");
        requireNonNull(state, "state is null");
        requireNonNull(reason, "reason is null");
        requireRange(port, 1, 65535, "port");
        requireRange(weight, 0, MAX_WEIGHT, "weight");
    }

    /** Host and port as people write them, an IPv6 address in brackets. */
    public String address() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** The same endpoint without what changes while routing stays the same. */
    Endpoint routingOnly() {
        return new Endpoint(name, host, port, role, weight, zone, state, "", maxLag, null);
    }

    private static void requireText(String value, String field) {
        if (requireNonNull(value, field + " is null").isBlank()) {
            throw new IllegalArgumentException(field + " is blank");
        }
    }

    private static void requireRange(int value, int low, int high, String field) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    field + " is " + value + ", expected a number from " + low + " to " + high);
        }
    }
}
