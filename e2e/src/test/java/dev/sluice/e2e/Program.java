package dev.sluice.e2e;

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
 * A program on this machine that is run to its end.
 *
 * @param path where it is
 * @param environment added to that of this process
 */
record Program(Path path, Map<String, String> environment) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * What a run gave.
     *
     * @param status the exit code
     * @param output output and errors, in one text
     */
    record Result(int status, String output) {}

    /** Runs it and expects success; the output. */
    String run(String... arguments) {
        Result result = attempt(arguments);
        if (result.status() != 0) {
            throw new AssertionError(path.getFileName() + " " + String.join(" ", arguments) + " ended with "
                    + result.status() + ":\n" + result.output());
        }
        return result.output();
    }

    /** Runs it, whatever comes of it. */
    Result attempt(String... arguments) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("sluice-e2e-", ".out");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                process.getOutputStream().close();
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(
                            command + " was not done after " + PATIENCE + ":\n" + Files.readString(output));
                }
                return new Result(process.exitValue(), Files.readString(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }
}
