package dev.sluice.benchmarks;

import dev.sluice.testing.kubernetes.ApiServer;
import dev.sluice.testing.operator.OperatorProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the operator costs with many clusters, and how quickly a lost replica is out. Prints a table in Markdown; takes
 * about four minutes for each number of clusters.
 *
 * <p>Arguments: numbers of clusters, such as {@code 1 100 1000}.
 */
public final class OperatorBenchmark {

    /** The options of the operator's Java runtime, the same for every size. */
    static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1", "-Xss512k");

    private final PrintStream out;

    private OperatorBenchmark(PrintStream out) {
        this.out = out;
    }

    /** Runs it from the top of the project, where the operator is built. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Integer> sizes = arguments.length == 0
                ? List.of(1, 100, 1000)
                : Arrays.stream(arguments).map(Integer::valueOf).toList();
        new OperatorBenchmark(System.out).run(sizes);
    }

    private void run(List<Integer> sizes) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("benchmarks", "target", "operator-benchmark"))
                .toAbsolutePath();
        Clock clock = Clock.systemUTC();
        List<FleetRun.Figures> fleets = new ArrayList<>();
        List<FailoverRun.Figures> failovers = new ArrayList<>();
        try (ApiServer api = ApiServer.create(this::progress).start()) {
            var installation = new Installation(api);
            try (OperatorProcess operator = failoverOperator(api, folder)) {
                for (int seconds : new int[] {1, 5}) {
                    progress("killing a replica at an interval of " + seconds + " s");
                    failovers.add(new FailoverRun(installation, folder, clock).measure(Duration.ofSeconds(seconds)));
                }
                operator.stop();
            }
            failoverTable(failovers);
            for (int size : sizes) {
                fleets.add(
                        new FleetRun(installation, api.kubeConfigFile(), folder, this::progress, clock).measure(size));
            }
        }
        fleetTable(fleets);
    }

    private static OperatorProcess failoverOperator(ApiServer api, Path folder) {
        return OperatorProcess.start(new OperatorProcess.Setup(
                "operator-failover",
                Path.of("operator", "target", "quarkus-app", "quarkus-run.jar").toAbsolutePath(),
                api.kubeConfigFile(),
                folder,
                JVM,
                Map.of("QUARKUS_OPERATOR_SDK_NAMESPACES", "failover-1,failover-5")));
    }

    private void fleetTable(List<FleetRun.Figures> fleets) {
        out.println();
        out.println(
                "| clusters of 3 members | all Ready after | CPU at rest in percent of a core | RSS, MiB"
                        + " | RSS with 4,000 foreign objects, MiB | round begins late, p99 | probe takes, p99 | API writes per minute |");
        out.println("|---|---|---|---|---|---|---|---|");
        for (FleetRun.Figures f : fleets) {
            out.printf(
                    Locale.ROOT,
                    "| %d | %.1f s | %.1f | %d | %d | ≤ %.0f ms | ≤ %.0f ms | %.1f |%n",
                    f.clusters(),
                    f.ready().toMillis() / 1000.0,
                    f.cpuPercent(),
                    f.rss(),
                    f.rssForeign(),
                    f.delayP99() * 1000,
                    f.probeP99() * 1000,
                    f.writesPerMinute());
        }
    }

    private void failoverTable(List<FailoverRun.Figures> failovers) {
        out.println();
        out.println(
                "| probe interval | replica killed until the ConfigMap says so | reads by the application | failed |");
        out.println("|---|---|---|---|");
        for (FailoverRun.Figures f : failovers) {
            out.printf(
                    Locale.ROOT,
                    "| %d s | %.2f s | %,d | %d |%n",
                    f.interval().toSeconds(),
                    f.published().toMillis() / 1000.0,
                    f.reads(),
                    f.failedReads());
        }
    }

    private void progress(String what) {
        out.println("# " + what);
    }
}
