package dev.sluice.benchmarks;

import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An operator with a number of clusters of three members each, at rest. */
final class FleetRun {

    static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Path JAR = Path.of("operator", "target", "quarkus-app", "quarkus-run.jar");
    private static final Duration SETTLE = Duration.ofSeconds(45);
    private static final Duration WINDOW = Duration.ofSeconds(90);
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "APPLY", "DELETE");
    private static final int FOREIGN = 2000;

    private final Installation installation;
    private final Path kubeConfig;
    private final Path folder;
    private final Consumer<String> progress;
    private final InstantSource time;

    FleetRun(Installation installation, Path kubeConfig, Path folder, Consumer<String> progress, InstantSource time) {
        this.installation = installation;
        this.kubeConfig = kubeConfig;
        this.folder = folder;
        this.progress = progress;
        this.time = time;
    }

    /**
     * The figures of one run.
     *
     * @param clusters how many DatabaseClusters
     * @param ready from their creation until all were Ready
     * @param cpuPercent of one core, at rest
     * @param rss resident memory at rest, MiB
     * @param rssForeign the same with 2,000 foreign Secrets and 2,000 foreign ConfigMaps, MiB
     * @param delayP99 how much later than due 99 % of the rounds began at most, seconds
     * @param probeP99 how long 99 % of the probes took at most, seconds
     * @param writesPerMinute write requests to the API server beyond leases
     */
    record Figures(
            int clusters,
            Duration ready,
            double cpuPercent,
            long rss,
            long rssForeign,
            double delayP99,
            double probeP99,
            double writesPerMinute) {}

    Figures measure(int clusters) throws InterruptedException {
        progress.accept("starting PostgreSQL servers for " + clusters + " clusters");
        try (var servers = PostgresReplicaSet.builder()
                        .replicas(2)
                        .maxConnections(clusters + 100)
                        .start();
                var operator = operator(clusters)) {
            String namespace = "fleet-" + clusters;
            installation.namespace(namespace, servers);
            Instant begun = time.instant();
            for (int i = 0; i < clusters; i++) {
                installation.cluster(namespace, "db-" + i, servers, INTERVAL);
            }
            installation.awaitReady(namespace, clusters);
            Duration ready = Duration.between(begun, time.instant());
            progress.accept("all Ready after " + ready.toSeconds() + " s; letting it settle, then measuring for "
                    + WINDOW.toSeconds() + " s");
            pause(SETTLE);
            return atRest(clusters, ready, operator);
        }
    }

    private OperatorProcess operator(int clusters) {
        return OperatorProcess.start(new OperatorProcess.Setup(
                "operator-" + clusters,
                JAR.toAbsolutePath(),
                kubeConfig,
                folder,
                OperatorBenchmark.JVM,
                Map.of(
                        "SLUICE_LEASE_NAME",
                        "fleet-" + clusters,
                        "QUARKUS_OPERATOR_SDK_NAMESPACES",
                        "fleet-" + clusters)));
    }

    private Figures atRest(int clusters, Duration ready, OperatorProcess operator) throws InterruptedException {
        PrometheusText before = PrometheusText.parse(operator.metrics());
        double writesBefore = writes(installation.metrics());
        Duration cpuBefore = ProcessUsage.cpu(operator.pid());
        pause(WINDOW);
        Duration cpu = ProcessUsage.cpu(operator.pid()).minus(cpuBefore);
        double writes = writes(installation.metrics()) - writesBefore;
        PrometheusText after = PrometheusText.parse(operator.metrics());
        long rss = ProcessUsage.residentMebibytes(operator.pid());
        progress.accept("making " + FOREIGN + " foreign Secrets and ConfigMaps");
        installation.foreign("fleet-" + clusters, FOREIGN);
        pause(SETTLE);
        return new Figures(
                clusters,
                ready,
                100.0 * cpu.toMillis() / WINDOW.toMillis(),
                rss,
                ProcessUsage.residentMebibytes(operator.pid()),
                PrometheusText.quantile("sluice_probe_delay_seconds", 0.99, before, after),
                PrometheusText.quantile("sluice_probe_duration_seconds", 0.99, before, after),
                writes / WINDOW.toSeconds() * 60);
    }

    // Only what the operator may write: the API server writes to itself too.
    private static double writes(PrometheusText page) {
        List<String> resources = List.of("databaseclusters", "configmaps", "events", "secrets");
        return page.sum(
                "apiserver_request_total",
                s -> WRITES.stream().anyMatch(verb -> s.has("verb", verb))
                        && resources.stream().anyMatch(resource -> s.has("resource", resource)));
    }

    private static void pause(Duration duration) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    }
}
