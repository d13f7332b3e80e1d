package dev.sluice.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a Java process holds on to: the objects that a full collection leaves. */
final class LiveHeap {

    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    private LiveHeap() {}

    /** Collects garbage in the process and returns the bytes left, in MiB; not a number when it does not tell. */
    static double mebibytes(long pid) throws IOException, InterruptedException {
        // What only references of the runtime's own still hold goes with the second collection.
        collect(pid);
        return collect(pid);
    }

    private static double collect(long pid) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        // "Total        123456       12345678"
        return text.lines()
                .filter(line -> line.startsWith("Total"))
                .mapToDouble(line -> Double.parseDouble(line.strip().split(" +", -1)[2]) / BYTES_PER_MEBIBYTE)
                .findFirst()
                .orElse(Double.NaN);
    }
}
