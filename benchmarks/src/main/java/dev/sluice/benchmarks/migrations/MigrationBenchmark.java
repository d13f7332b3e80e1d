package dev.sluice.benchmarks.migrations;

import dev.sluice.analysis.migration.AnalysisResult;
import dev.sluice.analysis.migration.MigrationAnalysis;
import dev.sluice.analysis.migration.MigrationFile;
import dev.sluice.analysis.migration.MigrationSettings;
import dev.sluice.analysis.migration.Wrapping;
import dev.sluice.analysis.migration.files.Layout;
import dev.sluice.analysis.migration.files.MigrationFiles;
import dev.sluice.analysis.migration.files.ReadLimits;
import dev.sluice.analysis.migration.files.UnreadableMigration;
import dev.sluice.analysis.migration.rules.Rules;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How quickly migrations are judged: the program as it is built, from its start to its end, for one file and for a
 * thousand; the library in a process that runs on; and Squawk on the same files, where it is given. Prints a table in
 * Markdown.
 *
 * <p>Arguments: the program {@code sluice}; optionally the program {@code squawk}.
 */
public final class MigrationBenchmark {

    private static final int RUNS_OF_ONE = 21;
    private static final int RUNS_OF_ALL = 7;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration MEASURED = Duration.ofSeconds(15);
    /** Both programs end with 1 when they find something. */
    private static final Set<Integer> CODES = Set.of(0, 1);

    private final PrintStream out;
    private final Path folder;
    private final Path one;
    private final int statements;

    private MigrationBenchmark(PrintStream out, Path folder) throws IOException {
        this.out = out;
        this.folder = folder;
        statements = GeneratedMigrations.write(folder);
        one = folder.resolve("V2__change_2.sql");
    }

    /** Runs it from the top of the project. */
    public static void main(String[] arguments) throws IOException, InterruptedException, UnreadableMigration {
        Path folder = Path.of("benchmarks", "target", "migrations").toAbsolutePath();
        MigrationBenchmark benchmark = new MigrationBenchmark(System.out, folder);
        benchmark.out.printf(
                Locale.ROOT,
                "# %,d files, %,d statements; %d processors, Java %s, load %.1f%n%n",
                GeneratedMigrations.FILES,
                benchmark.statements,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        benchmark.program(arguments[0]);
        if (arguments.length > 1) {
            benchmark.squawk(arguments[1]);
        }
        benchmark.library();
    }

    private void program(String sluice) throws IOException, InterruptedException {
        List<String> check = List.of(sluice, "migrations", "check", "--format", "json", "--no-transaction");
        out.println("| | time | CPU | memory |");
        out.println("|---|---|---|---|");
        row("`sluice`, one file, from start to end", ProcessRun.median(RUNS_OF_ONE, with(check, one), CODES));
        row("`sluice`, all files, from start to end", ProcessRun.median(RUNS_OF_ALL, with(check, folder), CODES));
    }

    private void squawk(String squawk) throws IOException, InterruptedException {
        List<String> check = List.of(squawk, "--reporter", "json");
        List<String> all = new ArrayList<>(check);
        try (Stream<Path> files = Files.list(folder)) {
            files.map(Path::toString).sorted().forEach(all::add);
        }
        row("Squawk, one file", ProcessRun.median(RUNS_OF_ONE, with(check, one), CODES));
        row("Squawk, all files", ProcessRun.median(RUNS_OF_ALL, all, CODES));
    }

    private void library() throws UnreadableMigration {
        MigrationAnalysis analysis =
                new MigrationAnalysis(Rules.all(), MigrationSettings.DEFAULT.wrapping(Wrapping.NONE));
        rounds(analysis, WARM_UP);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpuBefore = threads.getCurrentThreadCpuTime();
        long begun = System.nanoTime();
        int rounds = rounds(analysis, MEASURED);
        double seconds = (System.nanoTime() - begun) / 1e9 / rounds;
        double cpu = (threads.getCurrentThreadCpuTime() - cpuBefore) / 1e9 / rounds;
        out.printf(
                Locale.ROOT,
                "| the library, all files read and judged again and again by one thread | %.0f ms | %.0f ms | |%n%n",
                seconds * 1000,
                cpu * 1000);
        out.printf(
                Locale.ROOT,
                "That is %,.0f files and %,.0f statements a second, and %,.0f and %,.0f for each second of CPU time.%n",
                GeneratedMigrations.FILES / seconds,
                statements / seconds,
                GeneratedMigrations.FILES / cpu,
                statements / cpu);
    }

    /** How many times all files were judged. */
    private int rounds(MigrationAnalysis analysis, Duration atLeast) throws UnreadableMigration {
        long begun = System.nanoTime();
        int rounds = 0;
        do {
            List<MigrationFile> files = new MigrationFiles(Layout.FLYWAY, ReadLimits.DEFAULT).read(folder);
            AnalysisResult result = analysis.analyze(files);
            if (result.files().size() != GeneratedMigrations.FILES
                    || result.findings().isEmpty()) {
                throw new IllegalStateException(
                        "not all was judged: " + result.files().size() + " files");
            }
            rounds++;
        } while (System.nanoTime() - begun < atLeast.toNanos());
        return rounds;
    }

    private void row(String what, ProcessRun run) {
        out.printf(
                Locale.ROOT,
                "| %s | %.0f ms | %.0f ms | %d MiB |%n",
                what,
                run.time().toNanos() / 1e6,
                run.cpu().toNanos() / 1e6,
                run.memory() >> 20);
    }

    private static List<String> with(List<String> command, Path path) {
        List<String> all = new ArrayList<>(command);
        all.add(path.toString());
        return all;
    }
}
