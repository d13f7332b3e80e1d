package dev.sluice.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the kernel says of a process (proc(5)). */
final class ProcessUsage {

    private static final long CLOCK_TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    private ProcessUsage() {}

    /** User and system time since its start. */
    static Duration cpu(long pid) {
        String stat = read("/proc/" + pid + "/stat");
        // The name in parentheses may hold blanks; the fields after it are counted from the third.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
        return Duration.ofMillis(ticks * 1000 / CLOCK_TICKS_PER_SECOND);
    }

    /** Resident memory in MiB. */
    static long residentMebibytes(long pid) {
        return memory(pid, "VmRSS:");
    }

    /** The most resident memory that it ever had, in MiB. */
    static long peakMebibytes(long pid) {
        return memory(pid, "VmHWM:");
    }

    private static long memory(long pid, String field) {
        return read("/proc/" + pid + "/status")
                .lines()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
