package dev.sluice.routing.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the library does and has done, at one moment.
 *
 * @param cluster the document's cluster
 * @param revision the document's revision
 * @param publishedAt when the document was published
 * @param age how long ago that was: how long routing has not changed, not how old the truth is
 * @param documentFault what is wrong with a newer document that is not in use, empty when nothing is
 * @param primary where writes go, null when no primary is known, or its own answer contradicts the document
 * @param readers the replicas that reads go to
 * @param outOfRotation the other replicas, each with the reason; also a primary whose own answer contradicts the document
 * @param endpoints counts by endpoint, also of those that have left the document
 * @param fallbacks reads that went to the primary because no replica was usable
 */
public record RoutingStatistics(
        String cluster,
        long revision,
        Instant publishedAt,
        Duration age,
        String documentFault,
        @Nullable String primary,
        List<String> readers,
        Map<String, String> outOfRotation,
        List<EndpointStatistics> endpoints,
        long fallbacks) {

    public RoutingStatistics {
        readers = List.copyOf(readers);
        outOfRotation = Map.copyOf(outOfRotation);
        endpoints = List.copyOf(endpoints);
    }

    /** The counts of one endpoint; all zero when it was never used. */
    public EndpointStatistics endpoint(String name) {
        return endpoints.stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseGet(() -> new EndpointStatistics(name, 0, 0, 0, 0, 0));
    }
}
