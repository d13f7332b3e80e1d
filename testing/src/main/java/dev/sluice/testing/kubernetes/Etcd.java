package dev.sluice.testing.kubernetes;

import dev.sluice.testing.network.Ports;
import dev.sluice.testing.process.ChildProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The key-value store behind an API server: one member, no fsync. */
final class Etcd {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path binary;
    private final Path data;
    private final Path log;
    private final int clientPort = Ports.reserve();
    private final int peerPort = Ports.reserve();
    private @Nullable ChildProcess process;

    Etcd(Path binary, Path data, Path log) {
        this.binary = binary;
        this.data = data;
        this.log = log;
    }

    String url() {
        return "http://127.0.0.1:" + clientPort;
    }

    void start() {
        HealthCheck health = new HealthCheck(URI.create(url() + "/health"), null);
        String peer = "http://127.0.0.1:" + peerPort;
        List<String> command = List.of(
                binary.toString(),
                "--name=default",
                "--data-dir=" + data,
                "--listen-client-urls=" + url(),
                "--advertise-client-urls=" + url(),
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=default=" + peer,
                "--unsafe-no-fsync",
                "--log-level=warn");
        ChildProcess child = ChildProcess.start(new ChildProcess.Launch("etcd", command, Map.of(), log));
        process = child;
        child.awaitReady(PATIENCE, health::isOk);
    }

    void discard() {
        ChildProcess child = process;
        process = null;
        if (child != null) {
            child.kill();
        }
        Ports.release(clientPort);
        Ports.release(peerPort);
    }
}
