package dev.sluice.testing.kubernetes;

import dev.sluice.testing.process.ChildProcess;
import dev.sluice.testing.process.Folders;
import java.io.File;
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
import java.util.stream.Stream;

/**
 * Builds the programs from Go modules, which come from the module proxy: their {@code go.mod} and {@code go.sum} are
 * resources beside this class, so the sources are those whose checksums we know.
 */
final class ControlPlaneBuild implements ControlPlaneSource {

    private static final String RESOURCES = "/dev/sluice/testing/controlplane/";
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofMinutes(40);

    @Override
    public Optional<String> obtain(Path folder, Consumer<String> progress) {
        Optional<Path> go = findGo();
        if (go.isEmpty()) {
            return Optional.of("Go, which could build it, is not on the PATH");
        }
        progress.accept("building etcd from Go modules, about half a minute, once");
        Optional<String> obstacle = build(
                "etcd", command(go.get(), folder.resolve("etcd"), List.of("go.etcd.io/etcd/server/v3")), progress);
        if (obstacle.isPresent()) {
            return obstacle;
        }
        progress.accept("building kube-apiserver and kubectl from Go modules, about five minutes on two cores, once");
        List<String> packages = List.of("k8s.io/kubernetes/cmd/kube-apiserver", "k8s.io/kubernetes/cmd/kubectl");
        return build("kubernetes", command(go.get(), folder, packages), progress);
    }

    private static List<String> command(Path go, Path output, List<String> packages) {
        List<String> command = new ArrayList<>(List.of(
                go.toString(),
                "build",
                "-trimpath",
                "-buildvcs=false",
                "-ldflags",
                "-s -w " + versionFlags(),
                "-o",
                output.toAbsolutePath().toString()));
        command.addAll(packages);
        return command;
    }

    private static Optional<String> build(String module, List<String> command, Consumer<String> progress) {
        Path sources = Folders.scratch("controlplane-" + module);
        Path log = Folders.logs("controlplane").resolve(module + ".log");
        try {
            copyResource(module + "/go.mod", sources.resolve("go.mod"));
            copyResource(module + "/go.sum", sources.resolve("go.sum"));
            // The variables keep a developer's own settings of Go out of this build.
            Map<String, String> environment = Map.of("CGO_ENABLED", "0", "GOFLAGS", "", "GOWORK", "off");
            ChildProcess process = ChildProcess.start(
                    new ChildProcess.Launch("go build " + module, command, environment, log, sources));
            for (Duration passed = REPORT_INTERVAL; !process.awaitExit(REPORT_INTERVAL); ) {
                if (passed.compareTo(LIMIT) >= 0 || Thread.currentThread().isInterrupted()) {
                    process.kill();
                    return Optional.of("its build was not done after " + passed.toSeconds() + " s");
                }
                progress.accept("still building " + module + ", " + passed.toSeconds() + " s");
                passed = passed.plus(REPORT_INTERVAL);
            }
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of("its build failed (log: " + log + "; last lines: " + process.logTail() + ")");
        } finally {
            Folders.delete(sources);
        }
    }

    private static String versionFlags() {
        String[] numbers = ControlPlaneBinaries.VERSION.split("\\.", -1);
        String prefix = "-X k8s.io/component-base/version.";
        return prefix + "gitVersion=v" + ControlPlaneBinaries.VERSION + " " + prefix + "gitMajor=" + numbers[0] + " "
                + prefix + "gitMinor=" + numbers[1];
    }

    private static void copyResource(String name, Path file) {
        try (InputStream in = ControlPlaneBuild.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + RESOURCES + name + " is missing");
            }
            Files.copy(in, file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + name, e);
        }
    }

    private static Optional<Path> findGo() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.concat(Stream.of(path.split(File.pathSeparator, -1)), Stream.of("/usr/local/go/bin"))
                .map(folder -> Path.of(folder, "go"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
