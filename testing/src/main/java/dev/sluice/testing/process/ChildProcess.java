package dev.sluice.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A process started by a fixture. It never outlives this JVM: a clean exit ends it by a shutdown hook, a killed JVM by
 * {@link OrphanGuard}. Safe for use by several threads.
 */
public final class ChildProcess {

    private static final int LOG_TAIL_LINES = 30;

    private final Launch launch;
    private final Process process;
    private final OrphanGuard guard;
    private volatile List<Long> suspended = List.of();

    private ChildProcess(Launch launch, Process process, OrphanGuard guard) {
        this.launch = launch;
        this.process = process;
        this.guard = guard;
    }

    /**
     * What to start.
     *
     * @param name how messages call the process
     * @param command program and arguments
     * @param environment variables added to this JVM's own
     * @param log file that standard output and standard error are appended to
     * @param folder where it works
     */
    public record Launch(String name, List<String> command, Map<String, String> environment, Path log, Path folder) {
        public Launch {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        /** The same in this JVM's own folder. */
        public Launch(String name, List<String> command, Map<String, String> environment, Path log) {
            this(name, command, environment, log, Path.of("").toAbsolutePath());
        }
    }

    /**
     * Starts a process and returns at once; whether it serves is for the caller to find out.
     *
     * @throws UncheckedIOException when the program cannot be run
     */
    public static ChildProcess start(Launch launch) {
        OrphanGuard guard = OrphanGuard.instance();
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(launch.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(launch.environment());
        try {
            ChildProcess child = new ChildProcess(launch, builder.start(), guard);
            guard.watch(child.process.toHandle());
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + launch.name(), e);
        }
    }

    /**
     * Waits until the program serves; kills it when it does not.
     *
     * @param question whether it serves now
     * @throws IllegalStateException when the program has ended or the time is over, with the last lines of its log
     */
    public void awaitReady(Duration patience, BooleanSupplier question) {
        boolean ready = false;
        try {
            Poll.until(
                    launch.name() + " is ready (log: " + launch.log() + ")",
                    patience,
                    () -> !isAlive() || question.getAsBoolean());
            ready = isAlive();
            if (!ready) {
                throw new IllegalStateException(launch.name() + " ended with code " + exitValue() + " (log: "
                        + launch.log() + "):\n" + logTail());
            }
        } finally {
            if (!ready) {
                kill();
            }
        }
    }

    /** The process id of the program itself. */
    public long pid() {
        return process.pid();
    }

    /** Whether the program still runs (a suspended one does). */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The file that holds what the process printed. */
    public Path log() {
        return launch.log();
    }

    /** Stops the program and its children where they are ({@code SIGSTOP}); their sockets stay open and say nothing. */
    public synchronized void suspend() {
        // The parent first, or it could start a child that escapes.
        Signals.send("STOP", List.of(pid()));
        List<Long> children = descendants();
        Signals.send("STOP", children);
        guard.watchPids(children);
        suspended = children;
    }

    /** Lets the program and its children go on after {@link #suspend()}; otherwise without effect. */
    public synchronized void resume() {
        List<Long> children = suspended;
        suspended = List.of();
        Signals.send("CONT", children);
        Signals.send("CONT", List.of(pid()));
        guard.forgetPids(children);
    }

    /**
     * Asks the program to end and waits for it.
     *
     * @param signal its name without "SIG"
     * @return false when it still runs after {@code patience}
     */
    public boolean stop(String signal, Duration patience) {
        resume();
        if (process.isAlive()) {
            Signals.send(signal, List.of(pid()));
        }
        return awaitExit(patience);
    }

    /** Kills the program and its children ({@code kill -9}) and waits until all are gone. Idempotent. */
    public synchronized void kill() {
        List<Long> tree = new ArrayList<>();
        tree.add(pid());
        tree.addAll(descendants());
        tree.addAll(suspended);
        suspended = List.of();
        if (process.isAlive() || tree.size() > 1) {
            Signals.send("KILL", tree);
        }
        if (!awaitExit(Duration.ofSeconds(10))) {
            throw new IllegalStateException(launch.name() + " (pid " + pid() + ") survived SIGKILL for 10 s");
        }
        Poll.until(
                "the children of " + launch.name() + " are gone",
                Duration.ofSeconds(10),
                () -> tree.stream().noneMatch(Signals::reaches));
        guard.forgetPids(tree);
    }

    /** Waits for the end of the program; false when it still runs after {@code patience}. */
    public boolean awaitExit(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The exit code of a program that has ended. */
    public int exitValue() {
        return process.exitValue();
    }

    /** The last lines that the process printed, for messages. */
    public String logTail() {
        try (Stream<String> lines = Files.lines(launch.log(), StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LOG_TAIL_LINES), all.size()));
        } catch (IOException | UncheckedIOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private List<Long> descendants() {
        return process.descendants().map(ProcessHandle::pid).toList();
    }
}
