package dev.sluice.demo;

import dev.sluice.testing.kubernetes.ApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** The Kubernetes API with Sluice's kinds installed; no nodes and no controllers. */
final class ControlPlane implements AutoCloseable {

    /** Where the demo's resources live. */
    static final String NAMESPACE = "demo";

    /** Where the operator would run, and where its lease is. */
    static final String OPERATOR_NAMESPACE = "sluice-system";

    private static final String OPERATOR = "sluice-operator";

    private final ApiServer server;
    private final Kubectl kubectl;

    private ControlPlane(ApiServer server, Kubectl kubectl) {
        this.server = server;
        this.kubectl = kubectl;
    }

    /** Starts it, and installs the kinds and the operator's rights. */
    static ControlPlane start(RunFolder run, Progress progress) {
        ApiServer server = ApiServer.create(progress::say).start();
        var kubectl = new Kubectl(server.kubectl(), run.kubeConfig());
        var controlPlane = new ControlPlane(server, kubectl);
        writePrivate(run.kubeConfig(), server.kubeConfig().replace("namespace: default", "namespace: " + NAMESPACE));
        writePrivate(
                run.operatorKubeConfig(),
                server.kubeConfig(
                        "system:serviceaccount:" + OPERATOR_NAMESPACE + ":" + OPERATOR, "system:serviceaccounts"));
        kubectl.run("apply", "--server-side", "-f", run.crds().toString());
        kubectl.run("wait", "--for=condition=Established", "-f", run.crds().toString());
        kubectl.run("create", "namespace", NAMESPACE);
        controlPlane.admitOperator(run.operatorRights());
        return controlPlane;
    }

    private void admitOperator(Path rights) {
        String account = "--serviceaccount=" + OPERATOR_NAMESPACE + ":" + OPERATOR;
        kubectl.run("create", "namespace", OPERATOR_NAMESPACE);
        inOperatorNamespace("create", "serviceaccount", OPERATOR);
        inOperatorNamespace("apply", "-f", rights.toString());
        inOperatorNamespace("create", "rolebinding", OPERATOR, "--role=sluice-operator-leader", account);
        kubectl.run("create", "clusterrolebinding", OPERATOR, "--clusterrole=sluice-operator", account);
    }

    private void inOperatorNamespace(String... arguments) {
        kubectl.run(Stream.concat(Stream.of("--namespace", OPERATOR_NAMESPACE), Stream.of(arguments))
                .toArray(String[]::new));
    }

    KubernetesClient client() {
        return server.client();
    }

    Kubectl kubectl() {
        return kubectl;
    }

    /** Writes a file that holds secrets: for this user's eyes only. */
    static void writePrivate(Path file, String content) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
