package dev.sluice.analysis.lock;

import dev.sluice.analysis.schema.Size;
import java.time.Duration;

/**
 * How long work on a table takes, as a range: {@code bytes / throughput + rows × time per row}, once with the figures of a
 * machine that is fast and idle, once with those of one that is slow and busy. Bytes count with the indexes for what writes
 * these too. The figures are
 * chosen so that what was measured with PostgreSQL 18.6 on two busy cores lies between them (docs/migrations.md has the
 * table), with room for slower storage; they are no promise.
 *
 * @param from the shortest time that is likely
 * @param to the longest time that is likely
 */
public record WorkTime(Duration from, Duration to) {

    private static final double MIB = 1 << 20;

    /**
     * What a machine does.
     *
     * @param mibPerSecond of the table's bytes
     * @param microsPerRow beside that
     */
    private record Pace(double mibPerSecond, double microsPerRow) {
        Duration of(long bytes, long rows) {
            double seconds = (double) bytes / MIB / mibPerSecond + (double) rows * microsPerRow / 1e6;
            return Duration.ofMillis(Math.round(seconds * 1000));
        }
    }

    /**
     * The time for that work.
     *
     * @throws IllegalArgumentException for work that does not grow with the table
     */
    public static WorkTime of(Work work, Size size) {
        return switch (work) {
            case NONE -> throw new IllegalArgumentException("what changes the catalog only takes no time by size");
            case SCAN -> range(size.tableBytes(), size, new Pace(1500, 0.02), new Pace(50, 1));
            case INDEX_BUILD -> range(size.tableBytes(), size, new Pace(1200, 0.1), new Pace(40, 3));
            case ROWS -> range(size.bytes(), size, new Pace(300, 0.5), new Pace(40, 30));
            case REWRITE -> range(size.bytes(), size, new Pace(300, 0.2), new Pace(25, 3));
        };
    }

    private static WorkTime range(long bytes, Size size, Pace fast, Pace slow) {
        return new WorkTime(fast.of(bytes, size.rows()), slow.of(bytes, size.mostRows()));
    }
}
