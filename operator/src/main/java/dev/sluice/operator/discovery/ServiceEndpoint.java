package dev.sluice.operator.discovery;

import dev.sluice.operator.cluster.Rotation;
import org.jspecify.annotations.Nullable;

/**
 * A server behind a Service.
 *
 * @param name a DNS label: its pod's name, or one that is made of its address
 * @param host its address
 * @param port 1 to 65535
 * @param zone where it runs, null when that is not told
 * @param rotation whether its pod may serve
 */
public record ServiceEndpoint(
        String name, String host, int port, @Nullable String zone, Rotation rotation) {}
