package dev.sluice.routing.cache.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A database of numbers that only grow, and how far each had been invalidated with an acknowledgement at what time. A
 * value that is read is right when no number in it is below what had been acknowledged before the read began.
 */
final class History {

    private final AtomicLongArray written;
    private final List<TreeMap<Long, Long>> acknowledged = new ArrayList<>();

    History(int rows) {
        written = new AtomicLongArray(rows);
        for (int i = 0; i < rows; i++) {
            acknowledged.add(new TreeMap<>());
        }
    }

    /** Commits a write; the number is to be acknowledged once it has been invalidated. */
    long write(int row) {
        return written.incrementAndGet(row);
    }

    void acknowledge(int row, long number) {
        TreeMap<Long, Long> times = acknowledged.get(row);
        synchronized (times) {
            Map.Entry<Long, Long> last = times.lastEntry();
            times.put(System.nanoTime(), last == null ? number : Math.max(number, last.getValue()));
        }
    }

    long read(int row) {
        return written.get(row);
    }

    /** What had been acknowledged at a time of {@link System#nanoTime}. */
    long floor(int row, long atNanos) {
        TreeMap<Long, Long> times = acknowledged.get(row);
        synchronized (times) {
            Map.Entry<Long, Long> last = times.floorEntry(atNanos);
            return last == null ? 0 : last.getValue();
        }
    }
}
