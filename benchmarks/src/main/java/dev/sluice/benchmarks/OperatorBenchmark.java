package dev.sluice.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the operator costs with many clusters, and how quickly a lost replica is out of the rotation: a real API server,
 * real PostgreSQL servers, the operator as it is shipped. Prints a table in Markdown, the targets beside the figures, and
 * ends; it takes about seven minutes for each number of clusters.
 *
 * <p>Arguments: numbers of clusters, such as {@code 1 100 1000}.
 */
public final class OperatorBenchmark {

    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();
    private final long begun = System.nanoTime();

    private OperatorBenchmark(PrintStream out) {
        this.out = out;
    }

    /** Runs it from the top of the project, where the operator is built. */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        List<Integer> sizes = arguments.length == 0
                ? List.of(1, 100, 1000)
                : Arrays.stream(arguments).map(Integer::valueOf).toList();
        new OperatorBenchmark(System.out).run(sizes);
    }

    private void run(List<Integer> sizes) throws IOException, InterruptedException, SQLException {
        Path folder = Path.of("benchmarks", "target", "operator-benchmark").toAbsolutePath();
        Files.createDirectories(folder);
        List<SizeRun.Figures> figures = new ArrayList<>();
        for (int size : sizes) {
            progress("--- " + size + " cluster(s) of three members");
            figures.add(new SizeRun(size, folder, this::progress, clock).measure());
            // Each table is complete: an aborted run still has said something.
            new Report(out).print(figures);
        }
    }

    private void progress(String what) {
        out.printf("# %4d s  %s%n", (System.nanoTime() - begun) / 1_000_000_000L, what);
    }
}
