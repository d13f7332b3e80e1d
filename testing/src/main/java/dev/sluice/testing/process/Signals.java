package dev.sluice.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
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
}
