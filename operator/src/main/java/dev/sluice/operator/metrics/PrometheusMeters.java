package dev.sluice.operator.metrics;

import dev.sluice.operator.caching.Caches;
import dev.sluice.operator.cluster.ClusterId;
import dev.sluice.operator.fleet.Fleet;
import dev.sluice.operator.fleet.ProbeMeter;
import dev.sluice.operator.leader.Leadership;
import dev.sluice.operator.probe.Observation;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Histogram;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Puts the meters of the catalogue where {@code /q/metrics} shows them. Thread-safe. */
@ApplicationScoped
public class PrometheusMeters implements ProbeMeter {

    private static final double[] PROBE_BUCKETS = {0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};
    private static final double[] DELAY_BUCKETS = {0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
    private static final double NANOS_PER_SECOND = 1e9;

    private final Histogram durations = histogram(Meter.PROBE_DURATION, PROBE_BUCKETS);
    private final Histogram delays = histogram(Meter.PROBE_DELAY, DELAY_BUCKETS);
    private final Map<ClusterId, Set<String>> members = new ConcurrentHashMap<>();

    void register(
            @Observes StartupEvent event,
            CollectorRegistry collectors,
            Fleet fleet,
            Caches caches,
            Leadership leadership) {
        collectors.register(durations);
        collectors.register(delays);
        collectors.register(new ClusterCollector(fleet::states));
        collectors.register(new CacheCollector(caches::states));
        collectors.register(new LeaderCollector(leadership));
    }

    @Override
    public void probed(ClusterId cluster, String member, Observation observation) {
        members.computeIfAbsent(cluster, id -> ConcurrentHashMap.newKeySet()).add(member);
        durations
                .labels(cluster.namespace(), cluster.name(), member, outcome(observation))
                .observe(observation.took().toNanos() / NANOS_PER_SECOND);
    }

    @Override
    public void began(Duration delay) {
        delays.observe(Math.max(0, delay.toNanos()) / NANOS_PER_SECOND);
    }

    @Override
    public void forget(ClusterId cluster, String member) {
        members.getOrDefault(cluster, Set.of()).remove(member);
        remove(cluster, member);
    }

    @Override
    public void forget(ClusterId cluster) {
        Set<String> known = members.remove(cluster);
        if (known != null) {
            known.forEach(member -> remove(cluster, member));
        }
    }

    private void remove(ClusterId cluster, String member) {
        durations.remove(cluster.namespace(), cluster.name(), member, "answered");
        durations.remove(cluster.namespace(), cluster.name(), member, "failed");
    }

    private static String outcome(Observation observation) {
        return observation instanceof Observation.Answered ? "answered" : "failed";
    }

    private static Histogram histogram(Meter meter, double[] buckets) {
        return Histogram.build(meter.metric(), meter.help())
                .labelNames(meter.labels().toArray(String[]::new))
                .buckets(buckets)
                .create();
    }

    private static final class LeaderCollector extends Collector {

        private final Leadership leadership;

        private LeaderCollector(Leadership leadership) {
            this.leadership = leadership;
        }

        @Override
        public List<MetricFamilySamples> collect() {
            var page = new Page();
            page.add(Meter.LEADER, List.of(leadership.namespace(), leadership.lease()), leadership.leads() ? 1 : 0);
            return page.families();
        }
    }
}
