package dev.sluice.chart;

import dev.sluice.testing.tool.GoTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program on the machine that is run to its end.
 *
 * @param path where it is
 * @param environment settings as {@code NAME=value}
 */
record Program(Path path, List<String> environment) {

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    static Program helm() {
        return new Program(GoTool.HELM.locate(LOG::info), List.of());
    }

    static Program promtool() {
        return new Program(GoTool.PROMTOOL.locate(LOG::info), List.of());
    }

    /** What a run gave. Output and errors are one text. */
    record Result(int status, String output) {

        String succeeded() {
            if (status != 0) {
                throw new AssertionError("exit code " + status + ":\n" + output);
            }
            return output;
        }

        String failed() {
            if (status == 0) {
                throw new AssertionError("it should have failed, and said:\n" + output);
            }
            return output;
        }
    }

    Result run(String... arguments) {
        return run(List.of(arguments));
    }

    Result run(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        for (String each : environment) {
            int equals = each.indexOf('=');
            builder.environment().put(each.substring(0, equals), each.substring(equals + 1));
        }
        try {
            Path output = Files.createTempFile("sluice-chart-", ".out");
            try {
                Process process = builder.redirectOutput(output.toFile()).start();
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
