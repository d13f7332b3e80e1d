package dev.sluice.testing.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program on this machine that is run to its end, without input, five minutes at most. Safe for use by several threads.
 *
 * @param path where it is
 * @param environment variables added to this JVM's own
 */
public record Program(Path path, Map<String, String> environment) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Copies the environment. */
    public Program {
        environment = Map.copyOf(environment);
    }

    /**
     * What a run gave.
     *
     * @param command the program's name and its arguments, for messages
     * @param status the exit code
     * @param output output and errors, in one text
     */
    public record Result(String command, int status, String output) {

        /**
         * The output of a run that must have succeeded.
         *
         * @throws AssertionError when it has not, with the output
         */
        public String succeeded() {
            if (status != 0) {
                throw new AssertionError(command + " ended with " + status + ":\n" + output);
            }
            return output;
        }

        /**
         * The output of a run that must have failed.
         *
         * @throws AssertionError when it has not, with the output
         */
        public String failed() {
            if (status == 0) {
                throw new AssertionError(command + " should have failed, and said:\n" + output);
            }
            return output;
        }
    }

    /** Runs it and expects success; the output. */
    public String run(String... arguments) {
        return attempt(arguments).succeeded();
    }

    /** Runs it, whatever comes of it. */
    public Result attempt(String... arguments) {
        return attempt(List.of(arguments));
    }

    /**
     * Runs it, whatever comes of it.
     *
     * @throws AssertionError when it is not done in time, with what it has said so far
     */
    public Result attempt(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(arguments);
        String shown = path.getFileName() + " " + String.join(" ", arguments);
        try {
            Path output = Files.createTempFile("sluice-program-", ".out");
            try {
                Process process = start(command, output);
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(shown + " was not done after " + PATIENCE.toMinutes() + " minutes:\n"
                            + Files.readString(output));
                }
                return new Result(shown, process.exitValue(), Files.readString(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + shown, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + shown, e);
        }
    }

    private Process start(List<String> command, Path output) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
