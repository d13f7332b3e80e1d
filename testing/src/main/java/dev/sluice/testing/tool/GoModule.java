package dev.sluice.testing.tool;

import dev.sluice.testing.process.ChildProcess;
import dev.sluice.testing.process.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A Go module that names programs as its tools. Its {@code go.mod} and {@code go.sum} are resources, so the sources that
 * come from the module proxy are those whose checksums we know.
 *
 * @param name for messages
 * @param resources the folder of the two files on the class path, absolute
 */
public record GoModule(String name, String resources) {

    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofMinutes(40);

    /**
     * Builds packages, statically linked.
     *
     * @param output the program's file, or an existing folder where there are several packages
     * @param packages the packages' import paths
     * @param linkerFlags more {@code -X} flags, empty for none
     * @param progress gets a sentence every half minute
     * @return empty when it is done, else the reason, as a clause, why not
     */
    public Optional<String> build(Path output, List<String> packages, String linkerFlags, Consumer<String> progress) {
        Optional<Path> go = SearchPath.find("go");
        if (go.isEmpty()) {
            return Optional.of("Go, which could build it, is not on the PATH");
        }
        List<String> command = new ArrayList<>(List.of(
                go.get().toString(),
                "build",
                "-trimpath",
                "-buildvcs=false",
                "-ldflags",
                ("-s -w " + linkerFlags).strip(),
                "-o",
                output.toAbsolutePath().toString()));
        command.addAll(packages);
        return run(command, progress);
    }

    private Optional<String> run(List<String> command, Consumer<String> progress) {
        Path sources = Folders.scratch("go-" + name);
        Path log = Folders.logs("go").resolve(name + ".log");
        try {
            copyResource("go.mod", sources);
            copyResource("go.sum", sources);
            // The variables keep a developer's own settings of Go out of this build.
            Map<String, String> environment = Map.of("CGO_ENABLED", "0", "GOFLAGS", "", "GOWORK", "off");
            ChildProcess process =
                    ChildProcess.start(new ChildProcess.Launch("go build " + name, command, environment, log, sources));
            for (Duration passed = REPORT_INTERVAL; !process.awaitExit(REPORT_INTERVAL); ) {
                if (passed.compareTo(LIMIT) >= 0 || Thread.currentThread().isInterrupted()) {
                    process.kill();
                    return Optional.of("its build was not done after " + passed.toSeconds() + " s");
                }
                progress.accept("still building " + name + ", " + passed.toSeconds() + " s");
                passed = passed.plus(REPORT_INTERVAL);
            }
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of("its build failed (log: " + log + "; last lines: " + process.logTail() + ")");
        } finally {
            Folders.delete(sources);
        }
    }

    private void copyResource(String file, Path folder) {
        String resource = resources + "/" + file;
        try (InputStream in = GoModule.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is missing");
            }
            Files.copy(in, folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + resource, e);
        }
    }
}
