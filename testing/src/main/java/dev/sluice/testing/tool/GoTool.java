package dev.sluice.testing.tool;

import dev.sluice.testing.process.Folders;
import dev.sluice.testing.process.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that is used as the machine has it, else built from its Go module.
 *
 * <p>It is looked for where {@code SLUICE_HELM} or {@code SLUICE_PROMTOOL} says (environment or system property), then on
 * the PATH, then in the cache; else it is built, and kept in the cache.
 */
public enum GoTool {
    /** Renders and installs charts. */
    HELM("helm", "4.3.1", "helm.sh/helm/v4/cmd/helm", "-X helm.sh/helm/v4/internal/version.version=v4.3.1"),

    /** Checks and tests Prometheus rules; the version is that of Prometheus as a Go module. */
    PROMTOOL("promtool", "0.316.0", "github.com/prometheus/prometheus/cmd/promtool", "");

    private static final Logger LOG = LoggerFactory.getLogger(GoTool.class);

    private final String program;
    private final String version;
    private final String source;
    private final String linkerFlags;

    GoTool(String program, String version, String source, String linkerFlags) {
        this.program = program;
        this.version = version;
        this.source = source;
        this.linkerFlags = linkerFlags;
    }

    String program() {
        return program;
    }

    String version() {
        return version;
    }

    String source() {
        return source;
    }

    /**
     * Finds the program, and builds it when needed, which takes some minutes the first time.
     *
     * @param progress gets a sentence whenever something starts that takes long
     * @throws IllegalStateException when it is nowhere and cannot be built
     */
    public synchronized Path locate(Consumer<String> progress) {
        String setting = "SLUICE_" + name();
        String configured = System.getProperty(setting, System.getenv(setting));
        if (configured != null && !configured.isBlank()) {
            Path path = Path.of(configured);
            if (!Files.isExecutable(path)) {
                throw new IllegalStateException(setting + " is " + configured + ", which is no program");
            }
            return path;
        }
        return SearchPath.find(program).orElseGet(() -> cached(setting, progress));
    }

    /** The program, to be run with these variables added; found as {@link #locate} does, with progress in the log. */
    public Program with(Map<String, String> environment) {
        return new Program(locate(LOG::info), environment);
    }

    private Path cached(String setting, Consumer<String> progress) {
        CachedFolder folder = new CachedFolder(
                Folders.cache().resolve(program).resolve(version),
                program + " " + version,
                path -> Files.isExecutable(path.resolve(program)));
        folder.fill(incomplete -> build(incomplete, setting, progress), progress);
        return folder.path().resolve(program);
    }

    private void build(Path folder, String setting, Consumer<String> progress) {
        progress.accept("building " + program + " " + version + " from its Go module, some minutes on two cores, once");
        GoModule module = new GoModule(program, "/dev/sluice/testing/tool/" + program);
        Optional<String> obstacle = module.build(folder.resolve(program), List.of(source), linkerFlags, progress);
        if (obstacle.isPresent()) {
            throw new IllegalStateException("No " + program + " for this machine: it is not on the PATH; "
                    + obstacle.get() + ". Install it, or name it in " + setting + ".");
        }
    }
}
