package dev.sluice.operator.migrationcheck;

import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.FindingCounts;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.MigrationCheckStatus;
import dev.sluice.operator.leader.Leadership;
import dev.sluice.operator.metrics.Meter;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.GaugeMetricFamily;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Renders the meters of all checks from their statuses when Prometheus asks, on the leader only. Nothing is kept between
 * two scrapes, so a check that is deleted leaves no series behind. Thread-safe.
 */
@Singleton
class CheckMeters extends Collector {

    private static final double MILLIS_PER_SECOND = 1000;

    private final Leadership leadership;
    private volatile Supplier<Stream<MigrationCheck>> checks = Stream::empty;

    CheckMeters(Leadership leadership) {
        this.leadership = leadership;
    }

    void register(@Observes StartupEvent event, CollectorRegistry collectors) {
        collectors.register(this);
    }

    /** Takes the checks from there. */
    void follow(Supplier<Stream<MigrationCheck>> source) {
        checks = source;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        return leadership.leads() ? render(checks.get().toList()) : List.of();
    }

    /** The meters of these checks. */
    static List<MetricFamilySamples> render(List<MigrationCheck> checks) {
        var findings = family(Meter.CHECK_FINDINGS);
        var passed = family(Meter.CHECK_PASSED);
        var ready = family(Meter.CHECK_READY);
        var trouble = family(Meter.CHECK_TROUBLE);
        var reported = family(Meter.CHECK_REPORTED);
        for (MigrationCheck check : checks) {
            MigrationCheckStatus status = check.getStatus();
            if (status == null) {
                continue;
            }
            List<String> labels = List.of(
                    check.getMetadata().getNamespace(), check.getMetadata().getName());
            FindingCounts counts = status.counts();
            if (counts != null) {
                findings.addMetric(with(labels, "high"), counts.high());
                findings.addMetric(with(labels, "medium"), counts.medium());
                findings.addMetric(with(labels, "low"), counts.low());
            }
            status.condition(ConditionType.PASSED)
                    .filter(condition -> condition.status() != ConditionStatus.UNKNOWN)
                    .ifPresent(condition -> passed.addMetric(labels, condition.holds() ? 1 : 0));
            status.condition(ConditionType.READY)
                    .ifPresent(condition -> ready.addMetric(labels, condition.holds() ? 1 : 0));
            if (!status.conditions().isEmpty()) {
                trouble.addMetric(labels, CheckConditions.isTrouble(status.conditions()) ? 1 : 0);
            }
            if (status.report() != null && status.report().storedAt() != null) {
                reported.addMetric(labels, status.report().storedAt().toEpochMilli() / MILLIS_PER_SECOND);
            }
        }
        return List.of(findings, passed, ready, trouble, reported);
    }

    private static GaugeMetricFamily family(Meter meter) {
        return new GaugeMetricFamily(meter.metric(), meter.help(), meter.labels());
    }

    private static List<String> with(List<String> labels, String last) {
        List<String> all = new ArrayList<>(labels);
        all.add(last);
        return all;
    }
}
