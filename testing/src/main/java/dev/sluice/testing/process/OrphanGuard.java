package dev.sluice.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends all processes of the fixtures together with this JVM. A shutdown hook serves every orderly exit. For
 * {@code kill -9} there is a small shell process that reads the ids of the living processes from a pipe; when the JVM
 * is gone the pipe ends, and the shell ends what is left.
 */
final class OrphanGuard {

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=
            while read -r op pid; do
              case $op in
                +) pids="$pids $pid" ;;
                -) rest=; for p in $pids; do [ "$p" = "$pid" ] || rest="$rest $p"; done; pids=$rest ;;
              esac
            done
            [ -n "$pids" ] || exit 0
            for p in $pids; do kill -CONT $p; kill -INT $p; done 2>/dev/null
            for i in 1 2 3 4 5 6; do
              left=; for p in $pids; do kill -0 $p 2>/dev/null && left="$left $p"; done
              [ -n "$left" ] || exit 0
              sleep 0.5
            done
            for p in $left; do kill -KILL $p; done 2>/dev/null
            """;

    private final Set<Long> alive = ConcurrentHashMap.newKeySet();
    private final Process shell;
    private final Writer pipe;

    private OrphanGuard() {
        try {
            shell = new ProcessBuilder("sh", "-c", SCRIPT)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a shell", e);
        }
        pipe = shell.outputWriter(StandardCharsets.US_ASCII);
        Runtime.getRuntime().addShutdownHook(new Thread(this::endAll, "end-fixture-processes"));
    }

    private static final class Holder {
        static final OrphanGuard INSTANCE = new OrphanGuard();
    }

    static OrphanGuard instance() {
        return Holder.INSTANCE;
    }

    void watch(ProcessHandle process) {
        watchPids(List.of(process.pid()));
        CompletableFuture<Void> unused = process.onExit().thenRun(() -> forgetPids(List.of(process.pid())));
    }

    void watchPids(List<Long> pids) {
        for (long pid : pids) {
            if (alive.add(pid)) {
                tell("+ " + pid);
            }
        }
    }

    void forgetPids(List<Long> pids) {
        for (long pid : pids) {
            if (alive.remove(pid)) {
                tell("- " + pid);
            }
        }
    }

    private synchronized void tell(String line) {
        try {
            pipe.write(line + "\n");
            pipe.flush();
        } catch (IOException e) {
            if (shell.isAlive()) {
                throw new UncheckedIOException("cannot tell the guard of the fixtures' processes", e);
            }
        }
    }

    private void endAll() {
        List<Long> pids = List.copyOf(alive);
        Signals.send("CONT", pids);
        Signals.send("INT", pids);
        for (int i = 0; i < 60 && pids.stream().anyMatch(Signals::reaches); i++) {
            Poll.pause();
        }
        Signals.send("KILL", pids);
        Folders.deleteScratch();
    }
}
