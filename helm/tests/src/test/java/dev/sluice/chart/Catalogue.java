package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.metrics.Meter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The series that the operator's catalogue defines; no rule and no panel may use another one. */
final class Catalogue {

    /** What a scrape adds to each series, and a histogram to its buckets. */
    private static final List<String> ADDED = List.of("namespace", "pod", "le");

    private static final Map<String, List<String>> LABELS = labels();

    private Catalogue() {}

    static void knows(String expression) {
        Expression parsed = Expression.parse(expression);
        assertThat(parsed.metrics()).as("metrics of %s", expression).isNotEmpty();
        assertThat(LABELS.keySet()).as("metrics of %s", expression).containsAll(parsed.metrics());
        Set<String> known = new TreeSet<>(ADDED);
        parsed.metrics().forEach(metric -> known.addAll(LABELS.getOrDefault(metric, List.of())));
        assertThat(known).as("labels of %s", expression).containsAll(parsed.labels());
    }

    private static Map<String, List<String>> labels() {
        return Arrays.stream(Meter.values())
                .flatMap(meter -> series(meter).stream().map(name -> Map.entry(name, meter.labels())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> series(Meter meter) {
        return switch (meter.type()) {
            case GAUGE, COUNTER -> List.of(meter.metric());
            case HISTOGRAM -> List.of(meter.metric() + "_bucket", meter.metric() + "_count", meter.metric() + "_sum");
        };
    }
}
