package dev.sluice.benchmarks.migrations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What a program took from its start to its end.
 *
 * @param cpu its time on processors and that of what it has started, which says more where others use them too
 * @param memory the most that was resident, in bytes, by {@code VmHWM} of {@code /proc}; seen each 2 ms
 */
record ProcessRun(Duration time, Duration cpu, long memory) {

    private static final String PEAK = "VmHWM:";
    private static final long CLOCK_TICKS_PER_SECOND = 100;
    private static final int CHILDREN_USER_TIME = 13;
    private static final int CHILDREN_SYSTEM_TIME = 14;

    /** Runs a program that ends with one of these codes; what it prints goes nowhere. */
    static ProcessRun of(List<String> command, Set<Integer> codes) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Duration before = cpuOfChildren();
        long begun = System.nanoTime();
        Process process = builder.start();
        long memory = 0;
        boolean ended;
        do {
            ended = process.waitFor(2, TimeUnit.MILLISECONDS);
            memory = Math.max(memory, peak(process.pid()));
        } while (!ended);
        Duration time = Duration.ofNanos(System.nanoTime() - begun);
        if (!codes.contains(process.exitValue())) {
            throw new IOException(String.join(" ", command) + " has ended with " + process.exitValue());
        }
        return new ProcessRun(time, cpuOfChildren().minus(before), memory);
    }

    /** The time of the middle one of many runs, their mean of CPU time, and the memory of the largest. */
    static ProcessRun median(int runs, List<String> command, Set<Integer> codes)
            throws IOException, InterruptedException {
        List<ProcessRun> all = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            all.add(of(command, codes));
        }
        all.sort(Comparator.comparing(ProcessRun::time));
        long most = all.stream().mapToLong(ProcessRun::memory).max().orElseThrow();
        Duration cpu = all.stream().map(ProcessRun::cpu).reduce(Duration.ZERO, Duration::plus);
        return new ProcessRun(all.get(runs / 2).time(), cpu.dividedBy(runs), most);
    }

    /** Of all children that have ended (proc(5)). */
    private static Duration cpuOfChildren() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[CHILDREN_USER_TIME]) + Long.parseLong(fields[CHILDREN_SYSTEM_TIME]);
        return Duration.ofMillis(ticks * 1000 / CLOCK_TICKS_PER_SECOND);
    }

    private static long peak(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.substring(PEAK.length())
                                    .replace("kB", "")
                                    .strip())
                            * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            if (Files.exists(status)) {
                throw e;
            }
            // It has ended, maybe while the file was read.
            return 0;
        }
    }
}
