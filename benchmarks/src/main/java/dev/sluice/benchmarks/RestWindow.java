package dev.sluice.benchmarks;

import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A window of time in which nothing changes: what the operator uses and asks for meanwhile, and whether it is on time. */
final class RestWindow {

    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "APPLY", "DELETE", "DELETECOLLECTION");
    private static final Set<String> READS = Set.of("GET", "LIST");
    private static final long LOOK_EVERY_MILLIS = 2000;

    // By the servers' own word, so that it does not depend on what the operator believes.
    private static final String LONGEST_UNASKED = """
            SELECT coalesce(max(extract(epoch FROM clock_timestamp() - query_start)), 0)
            FROM pg_stat_activity WHERE application_name = 'sluice-operator'""";

    private final Installation installation;
    private final OperatorProcess operator;
    private final PostgresReplicaSet servers;
    private final InstantSource time;

    RestWindow(Installation installation, OperatorProcess operator, PostgresReplicaSet servers, InstantSource time) {
        this.installation = installation;
        this.operator = operator;
        this.servers = servers;
        this.time = time;
    }

    /**
     * The figures of one window.
     *
     * @param cpuPercent processor time of the operator, scrapes included, in % of one core
     * @param delayP99 how much later than due 99 % of the rounds began at most, seconds; a bucket's bound
     * @param probeP99 how long 99 % of the probes took at most, seconds; a bucket's bound
     * @param probesPerSecond how many there were
     * @param longestUnasked the longest time that any member was not asked, by the servers' own word, seconds
     * @param writesPerMinute write requests to the API server, of whomever, but for leases
     * @param readsPerMinute read requests likewise
     */
    record Figures(
            double cpuPercent,
            double delayP99,
            double probeP99,
            double probesPerSecond,
            double longestUnasked,
            double writesPerMinute,
            double readsPerMinute) {}

    Figures measure(Duration window) throws InterruptedException {
        PrometheusText operatorBefore = PrometheusText.parse(operator.metrics());
        PrometheusText apiBefore = installation.apiMetrics();
        Instant begun = time.instant();
        Duration cpuBefore = ProcessUsage.cpu(operator.pid());
        double longest = 0;
        while (Duration.between(begun, time.instant()).compareTo(window) < 0) {
            longest = Math.max(longest, longestUnasked());
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        Duration cpu = ProcessUsage.cpu(operator.pid()).minus(cpuBefore);
        double seconds = Duration.between(begun, time.instant()).toMillis() / 1000.0;
        PrometheusText apiAfter = installation.apiMetrics();
        PrometheusText operatorAfter = PrometheusText.parse(operator.metrics());
        return new Figures(
                100 * cpu.toMillis() / 1000.0 / seconds,
                PrometheusText.quantile("sluice_probe_delay_seconds", 0.99, operatorBefore, operatorAfter),
                PrometheusText.quantile("sluice_probe_duration_seconds", 0.99, operatorBefore, operatorAfter),
                (probes(operatorAfter) - probes(operatorBefore)) / seconds,
                longest,
                (requests(apiAfter, WRITES) - requests(apiBefore, WRITES)) / seconds * 60,
                (requests(apiAfter, READS) - requests(apiBefore, READS)) / seconds * 60);
    }

    private double longestUnasked() {
        return servers.servers().stream()
                .mapToDouble(RestWindow::longestUnasked)
                .max()
                .orElseThrow();
    }

    private static double longestUnasked(PostgresServer server) {
        String seconds = server.query(LONGEST_UNASKED);
        return seconds == null ? 0 : Double.parseDouble(seconds);
    }

    private static double probes(PrometheusText page) {
        return page.sum("sluice_probe_duration_seconds_count", series -> true);
    }

    private static double requests(PrometheusText page, Set<String> verbs) {
        Predicate<PrometheusText.Series> verb = series -> verbs.stream().anyMatch(v -> series.has("verb", v));
        Predicate<PrometheusText.Series> resource =
                series -> !series.has("resource", "leases") && !series.has("resource", "");
        return page.sum("apiserver_request_total", verb.and(resource));
    }
}
