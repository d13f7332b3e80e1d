package dev.sluice.e2e;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import dev.sluice.testing.kubernetes.ControlPlaneBinaries;
import dev.sluice.testing.process.Folders;
import dev.sluice.testing.process.Poll;
import dev.sluice.testing.process.Program;
import dev.sluice.testing.tool.ClusterPrograms;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * One Kubernetes node in a container, with our images, for all tests of this run. The container ends with this process,
 * also when tests fail.
 *
 * <p>Environment: {@code SLUICE_K3S_IMAGE}, {@value #DEFAULT_IMAGE} by default; {@code SLUICE_E2E_NEARLY_PRIVILEGED=true}
 * where Docker refuses a privileged container because root itself lacks CAP_SYS_RESOURCE.
 */
final class K3s {

    private static final String DEFAULT_IMAGE = "rancher/k3s:v1.34.1-k3s1";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Logger LOG = LoggerFactory.getLogger(K3s.class);

    private static final class Holder {
        private static final K3s ONE = new K3s();
    }

    private final K3sContainer container;
    private final Path folder = Folders.scratch("e2e");
    private final Path kubeConfig = folder.resolve("kubeconfig.yaml");
    private final KubernetesClient client;

    private K3s() {
        Path pods = folder.resolve("pods.tar");
        PodImage.build(pods);
        container = new K3sContainer(DockerImageName.parse(setting("SLUICE_K3S_IMAGE", DEFAULT_IMAGE))
                        .asCompatibleSubstituteFor("rancher/k3s"))
                .withCopyFileToContainer(image(Repository.image()), "/var/lib/rancher/k3s/agent/images/operator.tar")
                .withCopyFileToContainer(image(pods), "/var/lib/rancher/k3s/agent/images/pods.tar");
        if (Boolean.parseBoolean(setting("SLUICE_E2E_NEARLY_PRIVILEGED", "false"))) {
            container.withPrivilegedMode(false);
            container.withCreateContainerCmdModifier(K3s::nearlyPrivileged);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        container.start();
        try {
            Files.writeString(kubeConfig, container.getKubeConfigYaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(container.getKubeConfigYaml()))
                .build();
        LOG.info("Kubernetes {} runs", client.getKubernetesVersion().getGitVersion());
    }

    /** The cluster, started when it is asked for first. */
    static K3s cluster() {
        return Holder.ONE;
    }

    KubernetesClient client() {
        return client;
    }

    Program helm() {
        return programs().helm();
    }

    Program kubectl() {
        return programs().kubectl();
    }

    ClusterPrograms programs() {
        return new ClusterPrograms(
                kubeConfig, ControlPlaneBinaries.locate(LOG::info).kubectl(), folder);
    }

    /** Applies manifests; a warning, such as one about the security of pods, is an error. */
    void apply(String manifests) {
        try {
            Path file = Files.writeString(Files.createTempFile(folder, "", ".yaml"), manifests);
            String output = kubectl().run("apply", "--server-side", "--filename", file.toString());
            if (output.contains("Warning")) {
                throw new AssertionError(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a namespace that admits nothing but restricted pods, unless it is there. */
    void restrictedNamespace(String name) {
        apply("""
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: %s
                  labels:
                    pod-security.kubernetes.io/enforce: restricted
                    pod-security.kubernetes.io/warn: restricted
                """.formatted(name));
    }

    /** The address at which pods reach what listens on this machine; it is the node's network's, so no other machine does. */
    String machineAddress() {
        return Objects.requireNonNull(
                container
                        .getContainerInfo()
                        .getNetworkSettings()
                        .getNetworks()
                        .values()
                        .iterator()
                        .next()
                        .getGateway(),
                "the gateway of the node's network");
    }

    /**
     * Kills the API server ({@code kill -9}), starts it again as it was, and waits until it answers.
     *
     * @return false, and nothing done, where it is no process of its own, as in k3s, where it is one with the node
     */
    boolean restartApiServer() {
        String found = onNode("""
                for p in /proc/[0-9]*; do
                  if tr '\\0' ' ' <$p/cmdline 2>/dev/null | grep -qE '^(/[^ ]*/)?kube-apiserver '; then
                    echo ${p#/proc/}
                  fi
                done
                """).strip();
        if (found.isEmpty()) {
            return false;
        }
        // Whoever has started it may take its end for that of the node, so from now on the container's first process
        // rests.
        container
                .getDockerClient()
                .killContainerCmd(container.getContainerId())
                .withSignal("STOP")
                .exec();
        onNode("""
                cp /proc/%1$s/cmdline /tmp/api-server
                kill -9 %1$s
                # Its port is free once all of its threads have ended; until then the next one gives up.
                setsid sh -c 'while :; do xargs -0 env </tmp/api-server; sleep 0.2; done' >/tmp/api-server.log 2>&1 &
                """.formatted(found));
        Poll.until("the API server answers again", PATIENCE, this::isReady);
        return true;
    }

    private boolean isReady() {
        return kubectl()
                        .attempt("get", "--raw", "/readyz", "--request-timeout=5s")
                        .status()
                == 0;
    }

    /** Runs a shell's command on the node; the output. */
    String onNode(String command) {
        try {
            var result = container.execInContainer("sh", "-c", command);
            if (result.getExitCode() != 0) {
                throw new AssertionError(command + " failed on the node: " + result.getStderr());
            }
            return result.getStdout();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void stop() {
        container.stop();
        Folders.delete(folder);
    }

    private static MountableFile image(Path archive) {
        return MountableFile.forHostPath(archive, 0644);
    }

    private static void nearlyPrivileged(CreateContainerCmd create) {
        HostConfig host = Objects.requireNonNull(create.getHostConfig());
        host.withPrivileged(false)
                .withCapAdd(Capability.ALL)
                .withCapDrop(Capability.SYS_RESOURCE)
                .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
                .withDeviceCgroupRules(List.of("a *:* rwm"))
                .withCgroupnsMode("private");
    }

    private static String setting(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? otherwise : value;
    }
}
