package dev.sluice.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real kubectl with the rights of an administrator: what is done and shown here, a user can do and see. */
final class Kubectl {

    private static final int PATIENCE_SECONDS = 120;

    private final Path program;
    private final Path kubeConfig;

    Kubectl(Path program, Path kubeConfig) {
        this.program = program;
        this.kubeConfig = kubeConfig;
    }

    Path program() {
        return program;
    }

    /**
     * Runs it and returns what it printed.
     *
     * @throws IllegalStateException with its output when it fails
     */
    String run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", kubeConfig.toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("kubectl " + String.join(" ", arguments) + " did not end");
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        "kubectl " + String.join(" ", arguments) + " failed: " + output.strip());
            }
            return output.stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + program, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while kubectl runs", e);
        }
    }
}
