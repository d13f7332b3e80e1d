package dev.sluice.operator.migrationcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.MigrationCheck;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunInputsTest {

    private final MigrationCheck check = Checks.ofConfigMap();
    private final ConfigMap files = files(Map.of("V1.sql", "SELECT 1;", "V2.sql", "SELECT 2;"));

    @Test
    void theSameIsNoOtherRun() {
        String before = RunInputs.checksum(check, files, null);
        check.getMetadata().setResourceVersion("77");
        check.getMetadata().setLabels(Map.of("team", "orders"));
        check.getMetadata().setAnnotations(Map.of("example.com/note", "read"));

        ConfigMap same = new ConfigMapBuilder(files)
                .editMetadata()
                .withResourceVersion("99")
                .withLabels(Map.of("a", "b"))
                .endMetadata()
                .build();

        assertThat(RunInputs.checksum(check, same, null)).isEqualTo(before).hasSize(32);
    }

    @Test
    void anotherSpecFileOrAnnotationIsAnotherRun() {
        String before = RunInputs.checksum(check, files, null);

        assertThat(RunInputs.checksum(check, files(Map.of("V1.sql", "SELECT 1;", "V2.sql", "SELECT 3;")), null))
                .isNotEqualTo(before);
        assertThat(RunInputs.checksum(check, files(Map.of("V1.sql", "SELECT 1;", "V3.sql", "SELECT 2;")), null))
                .isNotEqualTo(before);
        assertThat(RunInputs.checksum(check, files(Map.of("V1.sql", "SELECT 1;V2.sqlSELECT 2;")), null))
                .isNotEqualTo(before);
        ConfigMap binary = new ConfigMapBuilder(files)
                .withBinaryData(Map.of("V3.sql", "AAE="))
                .build();
        assertThat(RunInputs.checksum(check, binary, null)).isNotEqualTo(before);

        check.getMetadata().setAnnotations(Map.of(MigrationCheck.RUN_ANNOTATION, "2"));
        String annotated = RunInputs.checksum(check, files, null);
        assertThat(annotated).isNotEqualTo(before);
        check.getMetadata().setGeneration(4L);
        assertThat(RunInputs.checksum(check, files, null)).isNotIn(before, annotated);
    }

    @Test
    void whatWasFoundEarlierMakesAnotherRun() {
        String without = RunInputs.checksum(check, files, null);
        String with = RunInputs.checksum(check, files, "{}");

        assertThat(with).isNotEqualTo(without).isEqualTo(RunInputs.checksum(check, files, "{}"));
        assertThat(RunInputs.checksum(check, files, "{ }")).isNotEqualTo(with);
        assertThat(RunInputs.checksum(check, null, "{}")).isNotEqualTo(with);
    }

    @Test
    void aJobsNameFitsALabelAndIsThatOfOneRun() {
        String name = RunInputs.jobName(check, 1, "abc");

        assertThat(name).matches("orders-[0-9a-f]{10}").isEqualTo(RunInputs.jobName(check, 1, "abc"));
        assertThat(RunInputs.jobName(check, 2, "abc")).isNotEqualTo(name);
        assertThat(RunInputs.jobName(check, 1, "abd")).isNotEqualTo(name);

        check.getMetadata().setName("a".repeat(52) + ".b." + "c".repeat(100));
        assertThat(RunInputs.jobName(check, 1, "abc"))
                .hasSizeLessThanOrEqualTo(63)
                .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
        check.getMetadata().setUid("another");
        assertThat(RunInputs.jobName(check, 1, "abc")).isNotEqualTo(name);
    }

    private static ConfigMap files(Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName("migrations")
                .endMetadata()
                .withData(data)
                .build();
    }
}
