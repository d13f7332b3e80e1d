package dev.sluice.analysis.migration;

import dev.sluice.analysis.finding.Estimate;
import dev.sluice.analysis.finding.Estimate.Waiting;
import dev.sluice.analysis.lock.TableLock;
import dev.sluice.analysis.lock.WorkTime;
import dev.sluice.analysis.schema.Origin;
import dev.sluice.analysis.schema.Size;
import dev.sluice.analysis.schema.Table;
import dev.sluice.analysis.statement.LockMode;
import dev.sluice.analysis.statement.Name;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a table's size in the live database makes of a finding about it: how long it takes, and whether that is an alarm. */
final class SizeJudgement {

    private static final Comparator<TableLock> HEAVIEST = Comparator.comparing(TableLock::work);

    private final @Nullable Estimate estimate;
    private final String sentence;
    private final boolean small;

    private SizeJudgement(@Nullable Estimate estimate, String sentence, boolean small) {
        this.estimate = estimate;
        this.sentence = sentence;
        this.small = small;
    }

    static SizeJudgement of(RuleInfo rule, Found found, @Nullable Step step, MigrationSettings settings) {
        boolean bySize = rule.category() == Category.BLOCKS || rule.category() == Category.BULK_CHANGE;
        Name name = found.table();
        TableLock lock = bySize && step != null && name != null ? heaviest(found, step, name) : null;
        if (lock == null || step == null || name == null || !lock.work().growsWithTable() || !OwnWork.isAlone(step)) {
            return new SizeJudgement(null, "", false);
        }
        Table table = step.table(name);
        Size size = table.size();
        boolean small = size != null && settings.isSmall(size);
        if (size == null || !(small || size.isCounted())) {
            boolean missed = Origin.CATALOG.equals(table.origin());
            return new SizeJudgement(
                    null,
                    missed
                            ? " How large the table is when this runs is not known: it has never been analysed, others"
                                    + " inherit from it, or these migrations fill it before."
                            : "",
                    false);
        }
        Estimate estimate = estimate(lock, size, step);
        return new SizeJudgement(estimate, sentence(estimate, size.isCounted() ? "about" : "at most"), small);
    }

    /** Null where nothing is known of the table's size, or nothing depends on it. */
    @Nullable
    Estimate estimate() {
        return estimate;
    }

    /** What to say of it, with a space before; empty where there is nothing to say. */
    String sentence() {
        return sentence;
    }

    /** Whether it is over in well under a second. */
    boolean isSmall() {
        return small;
    }

    /** The lock on the table or its partitions that the clause takes; where none stands there, that of the statement. */
    private static @Nullable TableLock heaviest(Found found, Step step, Name name) {
        Name table = step.before().resolve(name);
        List<TableLock> all = step.locks().stream()
                .filter(lock -> lock.table().equals(table)
                        || table.equals(step.table(lock.table()).partitionOf()))
                .toList();
        Stream<TableLock> here = all.stream()
                .filter(lock -> lock.span().from() <= found.span().from()
                        && found.span().to() <= lock.span().to());
        return here.max(HEAVIEST).orElseGet(() -> all.stream().max(HEAVIEST).orElse(null));
    }

    private static Estimate estimate(TableLock lock, Size size, Step step) {
        TableLock held = step.transaction().held(lock.table());
        LockMode mode = held != null && held.mode().compareTo(lock.mode()) > 0 ? held.mode() : lock.mode();
        WorkTime time = WorkTime.of(lock.work(), size);
        return new Estimate(
                size.mostRows(),
                size.bytes(),
                time.from(),
                time.to(),
                lock.work().words(),
                mode.sql(),
                waiting(mode));
    }

    /** By the table of conflicting lock modes in the manual; autovacuum takes SHARE UPDATE EXCLUSIVE. */
    private static List<Waiting> waiting(LockMode mode) {
        List<Waiting> waiting = new ArrayList<>();
        if (mode.blocksReads()) {
            waiting.add(Waiting.READS);
        }
        if (mode.blocksWrites()) {
            waiting.add(Waiting.WRITES);
        }
        if (mode.compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) < 0) {
            waiting.add(Waiting.WRITES_OF_SAME_ROWS);
        } else {
            if (mode == LockMode.SHARE_UPDATE_EXCLUSIVE) {
                waiting.add(Waiting.SCHEMA_CHANGES);
            }
            waiting.add(Waiting.AUTOVACUUM);
        }
        return waiting;
    }

    private static String sentence(Estimate estimate, String about) {
        String size = String.format(
                Locale.ROOT,
                " The table has %s %,d %s in %,d MiB: ",
                about,
                estimate.rows(),
                estimate.rows() == 1 ? "row" : "rows",
                (estimate.bytes() + (1 << 20) - 1) >> 20);
        List<String> waiting = estimate.waiting().stream().map(Waiting::text).collect(Collectors.toList());
        String last = waiting.remove(waiting.size() - 1);
        String who = waiting.isEmpty() ? last : String.join(", ", waiting) + " and " + last;
        return size + words(estimate) + ", while " + who + " wait.";
    }

    private static String words(Estimate estimate) {
        return estimate.to().compareTo(Duration.ofSeconds(1)) < 0
                ? "less than a second"
                : "about " + words(estimate.from(), false) + " to " + words(estimate.to(), true);
    }

    /** Rounded so that it does not promise more than it knows. */
    private static String words(Duration time, boolean up) {
        double seconds = Math.max(1, (double) time.toMillis() / 1000);
        if (seconds < 100) {
            return rounded(seconds, up) + " s";
        }
        return seconds < 6000 ? rounded(seconds / 60, up) + " min" : rounded(seconds / 3600, up) + " h";
    }

    private static long rounded(double value, boolean up) {
        double step = value < 10 ? 1 : 10;
        return (long) (step * (up ? Math.ceil(value / step) : Math.floor(value / step)));
    }
}
