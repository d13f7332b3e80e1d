package dev.sluice.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sends signals that {@link Process} has no method for. */
final class Signals {

    private Signals() {}

    /** Sends the signal (name without "SIG") to each process; those already gone are passed over. */
    static void send(String signal, List<Long> pids) {
        if (pids.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", "s=$1; shift; for p; do kill -s \"$s\" \"$p\" 2>/dev/null; done; :", "sh", signal));
        pids.forEach(pid -> command.add(Long.toString(pid)));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send SIG" + signal, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending SIG" + signal, e);
        }
    }

    /**
     * Whether the process still runs. An ended process whose parent has not taken note of it does not: orphans in a
     * container may stay in the process table for a second or for ever.
     */
    static boolean reaches(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        try {
            String text = Files.readString(stat, StandardCharsets.ISO_8859_1);
            // "123 (name) S ...", where the name may hold anything
            return "ZX".indexOf(text.charAt(text.lastIndexOf(')') + 2)) < 0;
        } catch (IOException e) {
            // Gone, or a system without /proc.
            return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        }
    }
}
