package dev.sluice.operator.migrationcheck;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How the Jobs of MigrationChecks are run. Properties {@code sluice.migration-checks.*}. */
@ConfigMapping(prefix = "sluice.migration-checks")
public interface CheckSettings {

    /** Whether MigrationChecks are served. */
    @WithDefault("true")
    boolean enabled();

    /** The image that holds the command; that of the operator itself. Without it no Job is run. */
    Optional<String> image();

    /** When the kubelet pulls it. */
    @WithDefault("IfNotPresent")
    String imagePullPolicy();

    /** The program in the image, with its first arguments. */
    @WithDefault("java,-XX:+UseSerialGC,-XX:TieredStopAtLevel=1,-XX:MaxRAMPercentage=50,-XX:+ExitOnOutOfMemoryError,"
            + "-XX:-UsePerfData,-jar,/sluice/cli/sluice.jar")
    List<String> command();

    /** The user that the pods run as; the image's own when absent. */
    OptionalLong runAsUser();

    /** What the pods have in common beside what their checks say, as JSON. */
    Optional<JobPod> pod();

    /** How the files of an image get into the pod. */
    @WithDefault("auto")
    ImageVolumes imageVolumes();

    /** How the files of an image get into the pod. */
    enum ImageVolumes {
        /** As a volume where the API server has image volumes by default, else copied. */
        AUTO,
        /** As a volume. */
        ALWAYS,
        /** Copied by {@code cp} of that image. */
        NEVER
    }
}
