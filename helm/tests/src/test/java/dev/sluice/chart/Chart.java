package dev.sluice.chart;

import dev.sluice.testing.kubernetes.ControlPlaneBinaries;
import dev.sluice.testing.process.Program;
import dev.sluice.testing.tool.GoTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The chart, and the values that the tests give it. */
final class Chart {

    static final Path REPOSITORY = Path.of("..", "..").toAbsolutePath().normalize();
    static final Path FOLDER = REPOSITORY.resolve("helm").resolve("sluice");
    static final String RELEASE = "sluice";
    static final String NAMESPACE = "sluice-system";
    static final String PROMETHEUS_OPERATOR = "monitoring.coreos.com/v1";

    private static final Path VALUES = Path.of("src", "test", "resources", "values");
    private static final String IMAGE = "image.repository=\"sluice-operator\"";

    private Chart() {}

    /** All files of values, each a way in which somebody installs. */
    static Stream<Path> valueFiles() {
        try (Stream<Path> files = Files.list(VALUES)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path valueFile(String name) {
        return VALUES.resolve(name + ".yaml");
    }

    /** Renders with a file of values. */
    static Manifests render(Path values, String... more) {
        return Manifests.parse(template(values, more).succeeded());
    }

    /** Renders a release of another name and namespace. */
    static Manifests renderAs(String release, String namespace, Path values, String... more) {
        List<String> arguments = arguments(release, namespace);
        arguments.addAll(List.of("--values", values.toString()));
        arguments.addAll(List.of(withPrometheusOperator()));
        arguments.addAll(List.of(more));
        return Manifests.parse(GoTool.HELM.with(Map.of()).attempt(arguments).succeeded());
    }

    /** Renders with an image and these settings, {@code path=JSON}. */
    static Manifests render(String... settings) {
        return Manifests.parse(templateWith(settings).succeeded());
    }

    static Program.Result templateWith(String... settings) {
        List<String> arguments = arguments();
        arguments.addAll(List.of("--set-json", IMAGE));
        for (String setting : settings) {
            arguments.addAll(List.of("--set-json", setting));
        }
        return GoTool.HELM.with(Map.of()).attempt(arguments);
    }

    static Program.Result template(Path values, String... more) {
        List<String> arguments = arguments();
        arguments.addAll(List.of("--values", values.toString()));
        arguments.addAll(List.of(more));
        return GoTool.HELM.with(Map.of()).attempt(arguments);
    }

    /** The arguments that make Helm believe that the cluster has the monitors and rules. */
    static String[] withPrometheusOperator() {
        return Stream.of("PodMonitor", "ServiceMonitor", "PrometheusRule")
                .flatMap(kind -> Stream.of("--api-versions", PROMETHEUS_OPERATOR + "/" + kind))
                .toArray(String[]::new);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> arguments() {
        return arguments(RELEASE, NAMESPACE);
    }

    private static List<String> arguments(String release, String namespace) {
        return new ArrayList<>(List.of(
                "template",
                release,
                FOLDER.toString(),
                "--namespace",
                namespace,
                // The cluster that Helm believes in when it asks none; versions of Helm differ.
                "--kube-version",
                ControlPlaneBinaries.VERSION));
    }
}
