package dev.sluice.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends all processes of the fixtures together with this JVM. A shutdown hook serves every orderly exit. For
 * {@code kill -9} there is a small shell process that reads the ids of the living processes from a pipe; when the JVM
 * is gone the pipe ends, and the shell ends what is left and deletes
 * the data.
 */
final class OrphanGuard {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanGuard.class);

    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=
            folders=
            while read -r op what; do
              case $op in
                +) pids="$pids $what" ;;
                -) rest=; for p in $pids; do [ "$p" = "$what" ] || rest="$rest $p"; done; pids=$rest ;;
                folder) folders="$folders$what
            " ;;
              esac
            done
            left=$pids
            for p in $pids; do kill -CONT $p; kill -INT $p; done 2>/dev/null
            for i in 1 2 3 4 5 6; do
              left=; for p in $pids; do kill -0 $p 2>/dev/null && left="$left $p"; done
              [ -n "$left" ] || break
              sleep 0.5
            done
            for p in $left; do kill -KILL $p; done 2>/dev/null
            printf '%s' "$folders" | while read -r folder; do
              case $folder in */sluice-*) rm -rf "$folder" ;; esac
            done
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

    /** Also has a folder deleted when this JVM is gone. */
    void watchFolder(Path folder) {
        tell("folder " + folder);
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
        try {
            Folders.deleteScratch();
        } catch (UncheckedIOException e) {
            // A thread of this JVM still writes there, a fixture that was just starting; the shell deletes it later.
            LOG.debug("Not all data could be deleted yet", e);
        }
    }
}
