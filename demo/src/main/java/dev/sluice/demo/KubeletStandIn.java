package dev.sluice.demo;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mounts one ConfigMap into a folder. It stands in for the kubelet, since the demo has no node and no pods, and changes
 * the folder as a kubelet does: new content goes into a folder of its own, and then the link {@code ..data} is replaced
 * in one step. It looks every second; a real kubelet takes up to two minutes, unless the pod is touched.
 */
final class KubeletStandIn implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KubeletStandIn.class);

    private final KubernetesClient client;
    private final String namespace;
    private final String name;
    private final Path folder;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "kubelet-stand-in"));

    private String mountedVersion = "";

    private KubeletStandIn(KubernetesClient client, String namespace, String name, Path folder) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
        this.folder = folder;
    }

    /** Mounts a ConfigMap that exists, and keeps the folder current until it is closed. */
    static KubeletStandIn mount(KubernetesClient client, String namespace, String name, Path folder) {
        var kubelet = new KubeletStandIn(client, namespace, name, folder);
        kubelet.sync();
        var unused = kubelet.thread.scheduleWithFixedDelay(kubelet::syncOrLog, 1, 1, TimeUnit.SECONDS);
        return kubelet;
    }

    private void syncOrLog() {
        try {
            sync();
        } catch (KubernetesClientException | UncheckedIOException e) {
            LOG.warn("The mount of ConfigMap {} is not current, it is tried again in a second", name, e);
        }
    }

    private void sync() {
        ConfigMap configMap =
                client.configMaps().inNamespace(namespace).withName(name).get();
        // As a kubelet does: the files of a ConfigMap that is gone stay.
        if (configMap == null || configMap.getMetadata().getResourceVersion().equals(mountedVersion)) {
            return;
        }
        try {
            write(configMap.getMetadata().getResourceVersion(), configMap.getData());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot mount ConfigMap " + name + " at " + folder, e);
        }
        mountedVersion = configMap.getMetadata().getResourceVersion();
    }

    private void write(String version, Map<String, String> data) throws IOException {
        Path content = folder.resolve("..version_" + version);
        Files.createDirectories(content);
        for (Map.Entry<String, String> file : data.entrySet()) {
            Files.writeString(content.resolve(file.getKey()), file.getValue());
            Path link = folder.resolve(file.getKey());
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, Path.of("..data", file.getKey()));
            }
        }
        Path next = folder.resolve("..data_tmp");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, content.getFileName());
        Files.move(next, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        deleteOthers(content);
    }

    private void deleteOthers(Path current) throws IOException {
        try (Stream<Path> versions = Files.list(folder)) {
            for (Path version : versions.filter(
                            path -> path.getFileName().toString().startsWith("..version_"))
                    .filter(path -> !path.equals(current))
                    .toList()) {
                try (Stream<Path> files = Files.list(version)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(version);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
