package dev.sluice.operator.discovery;

import dev.sluice.operator.cluster.Found.Shortfall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the slices of a Service say.
 *
 * @param endpoints sorted by name; no name and no address twice
 * @param shortfall why endpoints are missing, null when none is
 */
public record ServiceEndpoints(
        List<ServiceEndpoint> endpoints, @Nullable Shortfall shortfall) {

    public ServiceEndpoints {
        endpoints = List.copyOf(endpoints);
    }
}
