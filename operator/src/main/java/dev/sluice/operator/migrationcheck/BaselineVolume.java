package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.MigrationBaseline;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How what was found earlier gets into the pod: as one file. Pure.
 *
 * @param baseline where it is; null for none
 */
record BaselineVolume(@Nullable MigrationBaseline baseline) {

    private static final String NAME = "baseline";
    private static final String FOLDER = "/etc/sluice-baseline";
    private static final String FILE = "report.json";

    /** The arguments that the analysis takes for it. */
    List<String> arguments() {
        return baseline == null ? List.of() : List.of("--baseline", FOLDER + "/" + FILE);
    }

    /** For the container that analyses. */
    List<VolumeMount> mounts() {
        return baseline == null
                ? List.of()
                : List.of(new VolumeMountBuilder()
                        .withName(NAME)
                        .withMountPath(FOLDER)
                        .withReadOnly(true)
                        .build());
    }

    List<Volume> volumes() {
        return baseline == null
                ? List.of()
                : List.of(new VolumeBuilder()
                        .withName(NAME)
                        .withNewConfigMap()
                        .withName(baseline.configMap().name())
                        .addNewItem()
                        .withKey(baseline.configMap().key())
                        .withPath(FILE)
                        .endItem()
                        .endConfigMap()
                        .build());
    }
}
