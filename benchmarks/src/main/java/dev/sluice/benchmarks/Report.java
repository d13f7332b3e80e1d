package dev.sluice.benchmarks;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The figures of all sizes, as a table in Markdown with the targets beside them. */
final class Report {

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void print(List<SizeRun.Figures> sizes) {
        out.println();
        row("DatabaseClusters of three members", "target", sizes, f -> format("%,d", f.clusters()));
        out.println("|---|---|" + "---|".repeat(sizes.size()));
        row("operator ready after its start", "", sizes, f -> seconds(f.start().operatorReady()));
        row(
                "all clusters Ready after the start",
                "",
                sizes,
                f -> seconds(f.start().clustersReady()));
        row(
                "CPU at rest, % of one core",
                "", sizes, f -> format("%.1f", f.rest().cpuPercent()));
        row(
                "RSS at rest, MiB",
                "≤ 400 at 1,000",
                sizes,
                f -> format("%d", f.foreign().before().resident()));
        row(
                "RSS peak so far, MiB",
                "",
                sizes,
                f -> format("%d", f.foreign().before().peak()));
        row(
                "live heap, MiB",
                "",
                sizes,
                f -> format("%.1f", f.foreign().before().live()));
        row(
                "RSS with 4,000 foreign objects, MiB",
                "flat",
                sizes,
                f -> format("%d", f.foreign().after().resident()));
        row(
                "live heap with 4,000 foreign objects, MiB",
                "flat",
                sizes,
                f -> format("%.1f", f.foreign().after().live()));
        row("probes a second", "", sizes, f -> format("%.1f", f.rest().probesPerSecond()));
        row("a round begins late, p99", "≤ 1 s", sizes, f -> atMost(f.rest().delayP99()));
        row(
                "longest time a member was not asked",
                "≤ 31 s",
                sizes,
                f -> format("%.2f s", f.rest().longestUnasked()));
        row("a probe takes, p99", "", sizes, f -> atMost(f.rest().probeP99()));
        row(
                "API writes a minute at rest, no leases",
                "0",
                sizes,
                f -> format("%.1f", f.rest().writesPerMinute()));
        row(
                "API reads a minute at rest, no leases",
                "",
                sizes,
                f -> format("%.0f", f.rest().readsPerMinute()));
        failovers(sizes);
        out.println();
        sizes.forEach(this::failure);
    }

    private void failovers(List<SizeRun.Figures> sizes) {
        for (int i = 0; i < sizes.get(0).failovers().size(); i++) {
            int which = i;
            FailoverRun.Figures first = sizes.get(0).failovers().get(which);
            row(
                    "replica killed until the ConfigMap says so, probed each "
                            + first.interval().toSeconds() + " s, longest of "
                            + first.published().size(),
                    "≤ " + (3 * first.interval().toSeconds() + 1) + " s",
                    sizes,
                    f -> format("%.2f s", f.failovers().get(which).longest().toMillis() / 1000.0));
        }
        row("reads by the application meanwhile", "", sizes, f -> format("%,d", reads(f).answered()));
        row("failed reads", "0", sizes, f -> format("%d", reads(f).failed()));
        row("slowest read", "", sizes, f -> format("%d ms", reads(f).slowest().toMillis()));
    }

    private void failure(SizeRun.Figures size) {
        Exception last = reads(size).lastFailure();
        if (last != null) {
            out.println("The last failed read at " + size.clusters() + " clusters: " + last);
        }
    }

    private static ReadingApplication.Figures reads(SizeRun.Figures size) {
        return size.failovers().get(0).reads();
    }

    private void row(
            String measure, String target, List<SizeRun.Figures> sizes, Function<SizeRun.Figures, String> cell) {
        out.println("| " + measure + " | " + target + " | "
                + String.join(" | ", sizes.stream().map(cell).toList()) + " |");
    }

    private static String seconds(Duration duration) {
        return format("%.1f s", duration.toMillis() / 1000.0);
    }

    private static String atMost(double seconds) {
        return format("≤ %.0f ms", seconds * 1000);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
