package dev.sluice.demo;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a pod's ConfigMaps and projected Secrets hold, in folders of this machine in the place of those of the pod. */
final class PodVolumes {

    private final KubernetesClient client;
    private final Path folder;
    private final Map<String, Path> folders = new HashMap<>();

    /** Writes all that the first container mounts, into folders that nobody else reads. */
    PodVolumes(KubernetesClient client, PodSpec pod, Path folder) throws IOException {
        this.client = client;
        this.folder = folder;
        for (VolumeMount mount : pod.getContainers().get(0).getVolumeMounts()) {
            for (Volume volume : pod.getVolumes()) {
                if (volume.getName().equals(mount.getName())) {
                    write(volume, mount.getMountPath());
                }
            }
        }
    }

    /** What is mounted there; only ConfigMaps and projected Secrets are. */
    Path at(String mountPath) {
        return Objects.requireNonNull(folders.get(mountPath), mountPath);
    }

    /** An argument where what it says of the pod's folders is said of those of this machine. */
    String here(String argument) {
        String here = argument;
        for (Map.Entry<String, Path> mounted : folders.entrySet()) {
            here = here.replace(mounted.getKey() + "/", mounted.getValue() + "/");
        }
        return here;
    }

    private void write(Volume volume, String mountPath) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        if (volume.getConfigMap() != null) {
            files.putAll(selected(
                    configMap(volume.getConfigMap().getName()),
                    volume.getConfigMap().getItems()));
        }
        if (volume.getProjected() != null) {
            for (VolumeProjection source : volume.getProjected().getSources()) {
                if (source.getSecret() != null) {
                    files.putAll(selected(
                            secret(source.getSecret().getName()),
                            source.getSecret().getItems()));
                }
            }
        }
        if (volume.getConfigMap() == null && volume.getProjected() == null) {
            return;
        }
        Path own = Files.createDirectories(
                folder.resolve(volume.getName()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(own.resolve(file.getKey()), file.getValue());
        }
        folders.put(mountPath, own);
    }

    private Map<String, byte[]> configMap(String name) {
        ConfigMap found = client.configMaps()
                .inNamespace(ControlPlane.NAMESPACE)
                .withName(name)
                .get();
        Map<String, byte[]> files = new HashMap<>();
        if (found != null && found.getData() != null) {
            found.getData().forEach((key, text) -> files.put(key, text.getBytes(StandardCharsets.UTF_8)));
        }
        if (found != null && found.getBinaryData() != null) {
            found.getBinaryData()
                    .forEach((key, text) -> files.put(key, Base64.getDecoder().decode(text)));
        }
        return files;
    }

    private Map<String, byte[]> secret(String name) {
        Secret found = client.secrets()
                .inNamespace(ControlPlane.NAMESPACE)
                .withName(name)
                .get();
        Map<String, byte[]> files = new HashMap<>();
        if (found != null && found.getData() != null) {
            found.getData()
                    .forEach((key, text) -> files.put(key, Base64.getDecoder().decode(text)));
        }
        return files;
    }

    /** All, or those keys that are named, each under its path. */
    private static Map<String, byte[]> selected(Map<String, byte[]> all, List<KeyToPath> items) {
        if (items.isEmpty()) {
            return all;
        }
        Map<String, byte[]> files = new HashMap<>();
        for (KeyToPath item : items) {
            byte[] file = all.get(item.getKey());
            if (file != null) {
                files.put(item.getPath(), file);
            }
        }
        return files;
    }
}
