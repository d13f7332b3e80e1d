package dev.sluice.benchmarks.migrations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
 * @param memory the most that was resident, in bytes, by {@code VmHWM} of {@code /proc}; seen each 2 ms
 */
record ProcessRun(Duration time, long memory) {

    private static final String PEAK = "VmHWM:";

    /** Runs a program that ends with one of these codes; what it prints goes nowhere. */
    static ProcessRun of(List<String> command, Set<Integer> codes) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
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
        return new ProcessRun(time, memory);
    }

    /** The run of middle length out of many, with the memory of the largest. */
    static ProcessRun median(int runs, List<String> command, Set<Integer> codes)
            throws IOException, InterruptedException {
        List<ProcessRun> all = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            all.add(of(command, codes));
        }
        all.sort(Comparator.comparing(ProcessRun::time));
        long most = all.stream().mapToLong(ProcessRun::memory).max().orElseThrow();
        return new ProcessRun(all.get(runs / 2).time(), most);
    }

    private static long peak(long pid) throws IOException {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(line.substring(PEAK.length())
                                    .replace("kB", "")
                                    .strip())
                            * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
