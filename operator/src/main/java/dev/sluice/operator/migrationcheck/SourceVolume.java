package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.MigrationSource;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.Objects;

/**
 * How the migrations get into the pod: always into {@value #FOLDER}, where the analysis begins. Pure.
 *
 * @param volume what holds them
 * @param path where they are below {@value #FOLDER}
 * @param before what has to run before the analysis
 */
record SourceVolume(Volume volume, String path, List<Container> before) {

    static final String FOLDER = "/migrations";

    /** The container that copies files out of an image. */
    static final String COPY = "copy";

    private static final String NAME = "migrations";

    /**
     * Renders a source.
     *
     * @param asVolume whether an image can be mounted; else it is run, to copy the files by its own {@code cp}
     */
    static SourceVolume of(MigrationSource source, boolean asVolume) {
        var volume = new VolumeBuilder().withName(NAME);
        if (source.configMap() != null) {
            return new SourceVolume(
                    volume.withNewConfigMap()
                            .withName(source.configMap().name())
                            .endConfigMap()
                            .build(),
                    ".",
                    List.of());
        }
        if (source.persistentVolumeClaim() != null) {
            return new SourceVolume(
                    volume.withNewPersistentVolumeClaim(
                                    source.persistentVolumeClaim().claimName(), true)
                            .build(),
                    source.persistentVolumeClaim().path(),
                    List.of());
        }
        MigrationSource.Image image = Objects.requireNonNull(source.image(), "source.image");
        if (asVolume) {
            return new SourceVolume(
                    volume.withNewImage(image.pullPolicy().text(), image.reference())
                            .build(),
                    relative(image.path()),
                    List.of());
        }
        return new SourceVolume(
                volume.withNewEmptyDir()
                        .withSizeLimit(AnalysisJob.COPY_LIMIT)
                        .endEmptyDir()
                        .build(),
                lastPart(image.path()),
                List.of(copy(image)));
    }

    VolumeMount mount(boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(NAME)
                .withMountPath(FOLDER)
                .withReadOnly(readOnly ? Boolean.TRUE : null)
                .build();
    }

    private static Container copy(MigrationSource.Image image) {
        return new ContainerBuilder()
                .withName(COPY)
                .withImage(image.reference())
                .withImagePullPolicy(image.pullPolicy().text())
                .withCommand("cp", "-R", trimmed(image.path()), FOLDER + "/")
                .build();
    }

    private static String trimmed(String path) {
        return path.replaceAll("/+$", "");
    }

    private static String relative(String path) {
        return trimmed(path).replaceAll("^/+", "");
    }

    private static String lastPart(String path) {
        String all = trimmed(path);
        return all.substring(all.lastIndexOf('/') + 1);
    }
}
