package dev.sluice.benchmarks;

import dev.sluice.testing.kubernetes.ApiServer;
import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Everything that is measured with one number of clusters, on an API server and PostgreSQL servers of its own: the start,
 * a fleet at rest, foreign objects, and at last a replica that is killed while the fleet is probed as before.
 */
final class SizeRun {

    /** Of the fleet's probes: the default of the API. */
    static final Duration INTERVAL = Duration.ofSeconds(30);

    private static final Duration WINDOW = INTERVAL.multipliedBy(3);
    private static final Duration SETTLE = INTERVAL.multipliedBy(2);
    private static final Duration SCRAPES = Duration.ofSeconds(30);

    /** Of an application's commits on the primary: lag is measured on a primary that moves. */
    private static final Duration WRITES = Duration.ofMillis(100);

    private static final int FOREIGN = 2000;
    private static final Path JAR = Path.of("operator", "target", "quarkus-app", "quarkus-run.jar");

    // The serial collector, the first compiler only, and a small heap: the operator is idle nearly always, and what
    // would make it quicker takes more memory than it saves time.
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m");

    private final int clusters;
    private final Path folder;
    private final Consumer<String> progress;
    private final InstantSource time;

    SizeRun(int clusters, Path folder, Consumer<String> progress, InstantSource time) {
        this.clusters = clusters;
        this.folder = folder;
        this.progress = progress;
        this.time = time;
    }

    /**
     * The figures of one size.
     *
     * @param clusters how many DatabaseClusters
     * @param start how long the operator took to be ready, and all clusters to be Ready
     * @param rest the fleet at rest
     * @param foreign memory with foreign objects
     * @param failovers one for each probe interval tried
     */
    record Figures(
            int clusters, Start start, RestWindow.Figures rest, Foreign foreign, List<FailoverRun.Figures> failovers) {}

    /** From the start of the process until it was ready, and until the last cluster was. */
    record Start(Duration operatorReady, Duration clustersReady) {}

    /** Memory before and after foreign objects were made. */
    record Foreign(Memory before, Memory after) {}

    /** Memory of the operator in MiB: resident, the most there ever was, and live objects after a full collection. */
    record Memory(long resident, long peak, double live) {

        static Memory of(long pid) throws IOException, InterruptedException {
            return new Memory(
                    ProcessUsage.residentMebibytes(pid), ProcessUsage.peakMebibytes(pid), LiveHeap.mebibytes(pid));
        }
    }

    Figures measure() throws IOException, InterruptedException, SQLException {
        progress.accept("starting an API server and PostgreSQL servers");
        try (ApiServer api = ApiServer.create(progress).start();
                PostgresReplicaSet servers = PostgresReplicaSet.builder()
                        .listenAddresses("0.0.0.0")
                        .maxConnections(clusters + 100)
                        .start()) {
            var installation = new Installation(api);
            for (int i = 0; i < clusters; i++) {
                installation.cluster("db-" + i, servers, Installation.address(i), INTERVAL);
            }
            progress.accept("starting the operator");
            Instant begun = time.instant();
            try (OperatorProcess operator = operator(api)) {
                Duration operatorReady = Duration.between(begun, time.instant());
                installation.awaitReady(clusters);
                var start = new Start(operatorReady, Duration.between(begun, time.instant()));
                progress.accept("all Ready " + start.clustersReady().toSeconds() + " s after its start");
                Figures figures = running(installation, servers, operator, start);
                operator.stop();
                return figures;
            }
        }
    }

    private Figures running(
            Installation installation, PostgresReplicaSet servers, OperatorProcess operator, Start start)
            throws IOException, InterruptedException, SQLException {
        servers.primary().execute("CREATE TABLE steady AS SELECT now() AS at");
        try (Connection connection = servers.primary().connect();
                Statement statement = connection.createStatement();
                // To be asked for its metrics is part of what an operator does at rest.
                var scrapes = new Repeated("a scrape of the operator", SCRAPES, operator::metrics);
                var writes = new Repeated(
                        "a write to the primary",
                        WRITES,
                        () -> statement.executeUpdate("UPDATE steady SET at = now()"))) {
            progress.accept(
                    "settling for " + SETTLE.toSeconds() + " s, then measuring for " + WINDOW.toSeconds() + " s");
            pause(SETTLE);
            RestWindow.Figures rest = new RestWindow(installation, operator, servers, time).measure(WINDOW);
            Memory before = Memory.of(operator.pid());
            progress.accept("making " + FOREIGN + " foreign Secrets and as many ConfigMaps");
            installation.foreign(FOREIGN);
            pause(SETTLE);
            var foreign = new Foreign(before, Memory.of(operator.pid()));
            progress.accept("killing replicas under a reading application");
            var failovers = new FailoverRun(installation, folder, time).measure();
            writes.check();
            scrapes.check();
            return new Figures(clusters, start, rest, foreign, failovers);
        }
    }

    private OperatorProcess operator(ApiServer api) {
        return OperatorProcess.start(new OperatorProcess.Setup(
                "operator-" + clusters, JAR.toAbsolutePath(), api.kubeConfigFile(), folder, JVM, Map.of()));
    }

    private static void pause(Duration duration) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    }
}
