package dev.sluice.routing.topology;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How reads are to be spread.
 *
 * @param maxLag a replica further behind in time gets no reads
 * @param maxLagBytes a replica further behind in bytes gets no reads, null for no such limit
 * @param failureThreshold consecutive failed checks that make an endpoint unreachable, at least 1
 * @param fallback what reads do when no replica is usable
 */
public record RoutingPolicy(Duration maxLag, @Nullable Long maxLagBytes, int failureThreshold, Fallback fallback) {

    public RoutingPolicy {
        requireNonNull(fallback, "fallback is null");
        if (maxLag.isNegative() || maxLag.isZero()) {
            throw new IllegalArgumentException("maxLag is " + maxLag + ", expected more than zero");
        }
        if (maxLagBytes != null && maxLagBytes < 0) {
            throw new IllegalArgumentException("maxLagBytes is " + maxLagBytes + ", expected 0 or more");
        }
        if (failureThreshold < 1) {
            throw new IllegalArgumentException("failureThreshold is " + failureThreshold + ", expected 1 or more");
        }
    }
}
