package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Migrations in an image, where the chart's values keep it from being mounted. */
@Isolated
class ImageSourceIT {

    private final Release release = new Release(K3s.cluster());
    private final Check check = new Check(K3s.cluster());

    @AfterEach
    void stop() {
        check.remove();
        release.install();
    }

    @Test
    void imageThatCannotBeMountedNeedsACp() {
        release.install("--set", "migrationChecks.imageVolumes=never");

        check.declare(Check.image(), "deadline: 2m");

        check.awaitCondition("Ready", "False", "ImageHasNoCp");
        assertThat(check.condition("Ready").at("/message").asText()).contains("ConfigMap");
    }
}
