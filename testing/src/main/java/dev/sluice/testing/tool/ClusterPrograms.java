package dev.sluice.testing.tool;

import dev.sluice.testing.process.Program;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The programs by which a person works with a cluster, as a test runs them. Safe for use by several threads. */
public final class ClusterPrograms {

    private final Path kubeConfig;
    private final Path kubectl;
    private final Path folder;

    /**
     * For one cluster.
     *
     * @param kubeConfig how they reach the cluster, and as whom
     * @param kubectl where kubectl is
     * @param folder where Helm keeps what it would keep in a person's home
     */
    public ClusterPrograms(Path kubeConfig, Path kubectl, Path folder) {
        this.kubeConfig = kubeConfig;
        this.kubectl = kubectl;
        this.folder = folder;
    }

    /** Helm, found as {@link GoTool} says. */
    public Program helm() {
        return GoTool.HELM.with(Map.of(
                "KUBECONFIG", kubeConfig.toString(),
                "HELM_CACHE_HOME", folder.resolve("cache").toString(),
                "HELM_CONFIG_HOME", folder.resolve("config").toString(),
                "HELM_DATA_HOME", folder.resolve("data").toString(),
                // A release is not recorded in the environment's own choice of storage.
                "HELM_DRIVER", "secret"));
    }

    /** {@code kubectl}. */
    public Program kubectl() {
        return new Program(kubectl, Map.of("KUBECONFIG", kubeConfig.toString()));
    }

    /**
     * What a service account may do in a namespace, without the questions that everybody may ask about himself: kubectl's
     * lines, with the resource or, behind a blank, the path first, and the verbs last.
     *
     * @param account the whole name of its user
     */
    public Stream<String> rights(String account, String namespace) {
        return kubectl()
                .run(
                        "auth",
                        "can-i",
                        "--list",
                        "--namespace",
                        namespace,
                        "--as",
                        account,
                        "--as-group",
                        "system:serviceaccounts",
                        "--as-group",
                        "system:authenticated")
                .lines()
                .skip(1)
                .filter(line -> !line.contains("selfsubject"));
    }
}
