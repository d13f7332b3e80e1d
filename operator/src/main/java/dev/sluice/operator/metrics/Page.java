package dev.sluice.operator.metrics;

import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Collects the samples of one scrape, family by family. */
final class Page {

    private final Map<Meter, List<Collector.MetricFamilySamples.Sample>> samples = new EnumMap<>(Meter.class);

    void add(Meter meter, List<String> labels, Number value) {
        samples.computeIfAbsent(meter, m -> new ArrayList<>())
                .add(new Collector.MetricFamilySamples.Sample(
                        meter.metric(), meter.labels(), labels, value.doubleValue()));
    }

    List<Collector.MetricFamilySamples> families() {
        List<Collector.MetricFamilySamples> families = new ArrayList<>();
        samples.forEach((meter, list) ->
                families.add(new Collector.MetricFamilySamples(meter.metric(), type(meter), meter.help(), list)));
        return families;
    }

    private static Collector.Type type(Meter meter) {
        return switch (meter.type()) {
            case GAUGE -> Collector.Type.GAUGE;
            case COUNTER -> Collector.Type.COUNTER;
            case HISTOGRAM -> Collector.Type.HISTOGRAM;
        };
    }
}
