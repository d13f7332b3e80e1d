package dev.sluice.chart;

import dev.sluice.testing.kubernetes.ApiServer;
import dev.sluice.testing.process.Folders;
import dev.sluice.testing.process.Program;
import dev.sluice.testing.tool.ClusterPrograms;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real API server as {@code helm} and {@code kubectl} see it. No controller runs, so no pod does. */
final class Cluster implements AutoCloseable {

    private static final Path MONITORING = Path.of("src/test/resources/prometheus-operator-stand-in.yaml");

    private final ApiServer api = ApiServer.create().start();
    private final Path folder = Folders.scratch("helm");

    /** With these namespaces, which admit nothing but restricted pods. */
    Cluster(String... namespaces) {
        for (String namespace : namespaces) {
            client().resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                            .addToLabels("pod-security.kubernetes.io/warn", "restricted")
                            .endMetadata()
                            .build())
                    .create();
        }
    }

    ApiServer api() {
        return api;
    }

    KubernetesClient client() {
        return api.client();
    }

    Program helm() {
        return programs().helm();
    }

    Program kubectl() {
        return programs().kubectl();
    }

    ClusterPrograms programs() {
        return new ClusterPrograms(api.kubeConfigFile(), api.kubectl(), folder);
    }

    /** The kubeconfig file of a service account in the release's namespace. */
    Path kubeConfig(String account) {
        return write(api.kubeConfig(
                "system:serviceaccount:" + Chart.NAMESPACE + ":" + account,
                "system:serviceaccounts",
                "system:serviceaccounts:" + Chart.NAMESPACE));
    }

    /** Applies what was rendered; output without warnings is demanded. */
    void apply(String manifests, String... options) {
        Path file = write(manifests);
        List<String> arguments = new ArrayList<>(List.of("apply", "--server-side", "--filename", file.toString()));
        arguments.addAll(List.of(options));
        String output = kubectl().attempt(arguments).succeeded();
        if (output.contains("Warning")) {
            throw new AssertionError(output);
        }
    }

    /** Serves the kinds of Prometheus Operator. */
    void servePrometheusOperator() {
        apply(Chart.read(MONITORING));
        kubectl()
                .attempt("wait", "--for=condition=Established", "--timeout=60s", "--filename", MONITORING.toString())
                .succeeded();
    }

    /** Installs or upgrades a release of these manifests as a user's own chart, and waits for them as Helm does. */
    Program.Result installAndWait(String release, String namespace, String manifests, Duration patience) {
        Path chart = folder.resolve("chart-of-" + release);
        try {
            Files.createDirectories(chart.resolve("templates"));
            Files.writeString(chart.resolve("Chart.yaml"), "{apiVersion: v2, name: app, version: 1.0.0}");
            Files.writeString(chart.resolve("templates/all.yaml"), manifests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return helm().attempt(
                        "upgrade",
                        "--install",
                        release,
                        chart.toString(),
                        "--namespace=" + namespace,
                        "--wait",
                        "--timeout=" + patience.toSeconds() + "s");
    }

    /** Writes a file that lives as long as this cluster. */
    Path write(String text) {
        try {
            return Files.writeString(Files.createTempFile(folder, "", ".yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        api.close();
        Folders.delete(folder);
    }
}
