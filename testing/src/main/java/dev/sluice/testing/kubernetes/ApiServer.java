package dev.sluice.testing.kubernetes;

import dev.sluice.testing.network.Ports;
import dev.sluice.testing.process.ChildProcess;
import dev.sluice.testing.process.Folders;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A kube-apiserver with an etcd of its own, on a free port of 127.0.0.1 that stays the same over restarts. RBAC is on.
 * There is no controller manager: nobody collects garbage by owner references, and a deleted namespace stays
 * {@code Terminating}. Any number can run at the same time. Safe for use by several threads.
 */
public final class ApiServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

    private final ControlPlaneBinaries binaries;
    private final Path folder;
    private final Path logs;
    private final Etcd etcd;
    private final ClusterCredentials credentials;
    private final String adminConfig;
    private final int port;
    private @Nullable ChildProcess process;
    private @Nullable KubernetesClient client;
    private boolean etcdStarted;
    private boolean closed;

    private ApiServer(ControlPlaneBinaries binaries, Path folder, Path logs) {
        this.binaries = binaries;
        this.folder = folder;
        this.logs = logs;
        this.etcd = new Etcd(binaries.etcd(), folder.resolve("etcd"), logs.resolve("etcd.log"));
        this.credentials = new ClusterCredentials(folder);
        this.port = Ports.reserve();
        this.adminConfig = credentials.kubeConfig(port, "admin", List.of("system:masters"));
    }

    /** An API server, not yet started, on the binaries that {@link ControlPlaneBinaries#locate} finds. */
    public static ApiServer create() {
        return create(LOG::info);
    }

    /** The same, with progress shown when the binaries must first be downloaded or built. */
    public static ApiServer create(Consumer<String> progress) {
        return new ApiServer(
                ControlPlaneBinaries.locate(progress), Folders.scratch("apiserver"), Folders.logs("apiserver"));
    }

    /**
     * Starts the server, with its etcd the first time, and waits until it is ready; without effect when it runs.
     * Returns this.
     */
    public synchronized ApiServer start() {
        if (closed) {
            throw new IllegalStateException("this API server is closed");
        }
        if (isRunning()) {
            return this;
        }
        if (!etcdStarted) {
            credentials.write();
            writeKubeConfig();
            etcd.start();
            etcdStarted = true;
        }
        HealthCheck readiness =
                new HealthCheck(URI.create("https://127.0.0.1:" + port + "/readyz"), credentials.trust());
        ChildProcess child = ChildProcess.start(
                new ChildProcess.Launch("kube-apiserver", command(), Map.of(), logs.resolve("kube-apiserver.log")));
        process = child;
        child.awaitReady(PATIENCE, readiness::isOk);
        return this;
    }

    /** Stops the API server in an orderly way; etcd goes on. Without effect when it does not run. */
    public synchronized void stop() {
        ChildProcess child = process;
        process = null;
        if (child != null && !child.stop("TERM", STOP_PATIENCE)) {
            child.kill();
        }
    }

    /** Kills the API server ({@code kill -9}); etcd goes on. */
    public synchronized void kill() {
        ChildProcess child = process;
        process = null;
        if (child != null) {
            child.kill();
        }
    }

    /** Stops and starts the API server, on the same port and with the same objects. */
    public synchronized void restart() {
        stop();
        start();
    }

    /** Stops the API server where it is ({@code SIGSTOP}): it accepts connections and never answers. */
    public synchronized void suspend() {
        running().suspend();
    }

    /** Lets the API server go on after {@link #suspend()}. */
    public synchronized void resume() {
        running().resume();
    }

    /** Whether the API server's process exists. */
    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** The port of {@code https://127.0.0.1}. */
    public int port() {
        return port;
    }

    /** A client with all rights, shared by all callers; it survives restarts and is closed with this server. */
    public synchronized KubernetesClient client() {
        KubernetesClient known = client;
        if (known == null) {
            Config config = new ConfigBuilder(Config.fromKubeconfig(adminConfig))
                    .withRequestTimeout(10_000)
                    .build();
            known = new KubernetesClientBuilder().withConfig(config).build();
            client = known;
        }
        return known;
    }

    /** The kubeconfig of a user with all rights, YAML. */
    public String kubeConfig() {
        return adminConfig;
    }

    /** The kubeconfig of another user, YAML, who has only those rights that RBAC gives the name and the groups. */
    public String kubeConfig(String user, String... groups) {
        return credentials.kubeConfig(port, user, List.of(groups));
    }

    /** The file that holds {@link #kubeConfig()}, once the server was started. */
    public Path kubeConfigFile() {
        return folder.resolve("kubeconfig");
    }

    /** The kubectl that belongs to this version. */
    public Path kubectl() {
        return binaries.kubectl();
    }

    /** The folder with the logs of kube-apiserver and etcd; it stays after {@link #close()}. */
    public Path logs() {
        return logs;
    }

    /** Ends kube-apiserver and etcd and deletes all objects; logs stay. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (client != null) {
            client.close();
        }
        kill();
        etcd.discard();
        Ports.release(port);
        Folders.delete(folder);
    }

    private ChildProcess running() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("the API server does not run");
        }
        return process;
    }

    private void writeKubeConfig() {
        try {
            Files.writeString(kubeConfigFile(), adminConfig);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + kubeConfigFile(), e);
        }
    }

    private List<String> command() {
        return List.of(
                binaries.kubeApiServer().toString(),
                "--etcd-servers=" + etcd.url(),
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                // A loopback address is not allowed as endpoint of the service "kubernetes".
                "--endpoint-reconciler-type=none",
                "--secure-port=" + port,
                "--permit-address-sharing",
                "--cert-dir=" + folder,
                "--tls-cert-file=" + credentials.serverCertificateFile(),
                "--tls-private-key-file=" + credentials.serverKeyFile(),
                "--client-ca-file=" + credentials.authorityFile(),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + credentials.serviceAccountCertificateFile(),
                "--service-account-signing-key-file=" + credentials.serviceAccountKeyFile(),
                "--service-cluster-ip-range=10.0.0.0/24",
                "--authorization-mode=RBAC",
                // A pod would otherwise be refused for want of the service account that no controller creates.
                "--disable-admission-plugins=ServiceAccount");
    }
}
