package dev.sluice.e2e;

import dev.sluice.testing.process.Poll;
import dev.sluice.testing.process.Program;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operator, installed by the chart as a user does, in a namespace that enforces restricted pods. All tests share the
 * one of {@link #NAMESPACE}, which serves all namespaces; a test that needs another one makes its own namespace, and has
 * that release serve nothing else.
 */
final class Release {

    static final String NAME = "sluice";
    static final String NAMESPACE = "sluice-system";

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Object INSTALLING = new Object();

    private final K3s cluster;
    private final String namespace;

    Release(K3s cluster) {
        this(cluster, NAMESPACE);
    }

    /** Another one, of the same name in another namespace. */
    Release(K3s cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** Installs it with two replicas, or upgrades what is installed, and waits until all pods are ready. */
    String install(String... options) {
        return install(Repository.CHART, options);
    }

    /** The same, of another version of the chart. */
    String install(Path chart, String... options) {
        cluster.restrictedNamespace(namespace);
        // Helm refuses to work twice on one release at a time.
        synchronized (INSTALLING) {
            String output = attempt(chart, options).succeeded();
            awaitReady();
            return output;
        }
    }

    /** Installs or upgrades it, whatever comes of it; the namespace must be there. */
    Program.Result attempt(Path chart, String... options) {
        return cluster.helm()
                .attempt(Stream.concat(
                                Stream.of(
                                        "upgrade",
                                        "--install",
                                        NAME,
                                        chart.toString(),
                                        "--namespace",
                                        namespace,
                                        "--set",
                                        "image.repository=docker.io/library/sluice-operator",
                                        "--set",
                                        "image.pullPolicy=Never"),
                                Stream.of(options))
                        .toList());
    }

    /** Uninstalls it, if it is there, and waits until its pods have ended. */
    void uninstall() {
        cluster.helm().run("uninstall", NAME, "--namespace", namespace, "--wait", "--ignore-not-found");
        Poll.until("no pod of the operator is there", PATIENCE, () -> pods().isEmpty());
    }

    boolean hasCrds() {
        return cluster.client()
                        .apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName("databaseclusters.sluice.dev")
                        .get()
                != null;
    }

    /** Waits until the replicas that the chart asks for, and no others, are there and ready, and one leads. */
    void awaitReady() {
        cluster.kubectl()
                .run("rollout", "status", "deployment/sluice-operator", "--namespace", namespace, "--timeout=180s");
        Poll.until("all pods of the operator are ready and no other is there", PATIENCE, () -> {
            List<Pod> pods = pods();
            return pods.size() == replicas() && pods.stream().allMatch(Readiness::isPodReady);
        });
        Poll.until("one of them leads", PATIENCE, () -> leader().isPresent());
    }

    private int replicas() {
        return cluster.client()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName("sluice-operator")
                .get()
                .getSpec()
                .getReplicas();
    }

    List<Pod> pods() {
        return cluster.client()
                .pods()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/component", "operator")
                .list()
                .getItems();
    }

    /** The name of the pod that holds the lease, if a pod that is there does. */
    Optional<String> leader() {
        return holder().flatMap(holder -> pods().stream()
                .map(pod -> pod.getMetadata().getName())
                .filter(holder::startsWith)
                .findFirst());
    }

    /** The name in the lease: that of a process, since a pod may start several, one after the other. */
    Optional<String> holder() {
        Lease lease = cluster.client()
                .leases()
                .inNamespace(namespace)
                .withName("sluice-operator")
                .get();
        return Optional.ofNullable(lease)
                .map(found -> found.getSpec().getHolderIdentity())
                .filter(holder -> !holder.isBlank());
    }

    /** Ends the process of a pod by {@code kill -9}, so that it can give nothing back. */
    void kill(String pod) {
        onProcess(pod, "kill -9 ${p#/proc/}");
    }

    /** The memory of a pod's process that is not swapped out, shared pages included (VmRSS), in bytes. */
    long residentMemory(String pod) {
        String kilobytes = onProcess(pod, "grep VmRSS $p/status").replaceAll("\\D", "");
        return Long.parseLong(kilobytes) * 1024;
    }

    /** Whether the process has this file of the image in its memory. */
    boolean isMapped(String pod, String file) {
        return !onProcess(pod, "grep -c " + file + " $p/maps || true").trim().equals("0");
    }

    // A shell's command on the node, in which $p is the folder in /proc of the pod's process.
    private String onProcess(String pod, String command) {
        return cluster.onNode("""
                status=1
                for p in /proc/[0-9]*; do
                  if tr '\\0' '\\n' <$p/environ 2>/dev/null | grep -qx HOSTNAME=%s &&
                      tr '\\0' ' ' <$p/cmdline | grep -q sluice-operator.jar; then
                    %s && status=0
                  fi
                done
                exit $status
                """.formatted(pod, command));
    }

    /** How often containers of its pods have been started again. */
    int restarts() {
        return pods().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .mapToInt(ContainerStatus::getRestartCount)
                .sum();
    }

    /** What its pods have logged last, for the message of a test that fails. */
    String logs() {
        return pods().stream()
                .map(pod -> pod.getMetadata().getName())
                .map(name -> name + ":\n"
                        + cluster.client()
                                .pods()
                                .inNamespace(namespace)
                                .withName(name)
                                .tailingLines(40)
                                .getLog())
                .collect(Collectors.joining("\n"));
    }
}
