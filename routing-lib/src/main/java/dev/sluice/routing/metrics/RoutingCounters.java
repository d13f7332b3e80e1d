package dev.sluice.routing.metrics;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts, and tells each event on to another meter. Endpoints that have left the document keep their counts. */
public final class RoutingCounters implements RoutingMeter {

    private final ConcurrentMap<String, Counts> endpoints = new ConcurrentHashMap<>();
    private final LongAdder fallbacks = new LongAdder();
    private final RoutingMeter next;

    /** Counters that tell {@code next} too. */
    public RoutingCounters(RoutingMeter next) {
        this.next = next;
    }

    /** The counts as of now, by name. */
    public List<EndpointStatistics> endpoints() {
        return endpoints.entrySet().stream()
                .map(entry -> entry.getValue().named(entry.getKey()))
                .sorted(java.util.Comparator.comparing(EndpointStatistics::name))
                .toList();
    }

    /** Reads that went to the primary because no replica was usable. */
    public long fallbacks() {
        return fallbacks.sum();
    }

    @Override
    public void read(String endpoint) {
        counts(endpoint).reads.increment();
        next.read(endpoint);
    }

    @Override
    public void write(String endpoint) {
        counts(endpoint).writes.increment();
        next.write(endpoint);
    }

    @Override
    public void failed(String endpoint) {
        counts(endpoint).failures.increment();
        next.failed(endpoint);
    }

    @Override
    public void retried(String endpoint) {
        counts(endpoint).retries.increment();
        next.retried(endpoint);
    }

    @Override
    public void fellBack(String endpoint) {
        fallbacks.increment();
        next.fellBack(endpoint);
    }

    @Override
    public void ejected(String endpoint, String reason) {
        counts(endpoint).ejections.increment();
        next.ejected(endpoint, reason);
    }

    @Override
    public void returned(String endpoint) {
        next.returned(endpoint);
    }

    @Override
    public void followed(String endpoint) {
        next.followed(endpoint);
    }

    @Override
    public void topology(String cluster, long revision) {
        next.topology(cluster, revision);
    }

    private Counts counts(String endpoint) {
        Counts known = endpoints.get(endpoint);
        return known != null ? known : endpoints.computeIfAbsent(endpoint, name -> new Counts());
    }

    private static final class Counts {
        private final LongAdder reads = new LongAdder();
        private final LongAdder writes = new LongAdder();
        private final LongAdder failures = new LongAdder();
        private final LongAdder retries = new LongAdder();
        private final LongAdder ejections = new LongAdder();

        EndpointStatistics named(String name) {
            return new EndpointStatistics(
                    name, reads.sum(), writes.sum(), failures.sum(), retries.sum(), ejections.sum());
        }
    }
}
