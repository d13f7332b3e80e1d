package dev.sluice.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.MigrationCheck;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MigrationCheckCrdTest {

    private final CrdGeneration generation = new CrdGeneration(MigrationCheck.class);

    @Test
    void theCommittedDefinitionIsCurrent() throws Exception {
        new GoldenFile(Path.of("src/main/resources/META-INF/sluice/migrationchecks.sluice.dev-v1.yml"))
                .matches(generation.yaml());
    }

    @Test
    void theCommittedReferenceIsCurrent() throws Exception {
        new GoldenFile(Path.of("../docs/reference/migrationcheck.md"))
                .matches(new FieldReference(generation.definition()).markdown());
    }

    @Test
    void columnsComeInTheOrderThatAPersonReads() {
        assertThat(version().getAdditionalPrinterColumns())
                .filteredOn(column -> column.getPriority() == 0)
                .extracting(CustomResourceColumnDefinition::getName)
                .containsExactly("Risk", "High", "Medium", "Low", "Age");
        assertThat(version().getAdditionalPrinterColumns())
                .filteredOn(column -> column.getPriority() == 1)
                .extracting(CustomResourceColumnDefinition::getName)
                .containsExactly("Passed", "Reason", "Job", "Report");
    }

    @Test
    void everyFieldIsDescribedAndBounded() {
        Fields fields = Fields.of(version().getSchema().getOpenAPIV3Schema());

        fields.areDescribedAndBounded();
        assertThat(fields.byPath()).hasSizeGreaterThan(60);
    }

    private CustomResourceDefinitionVersion version() {
        return generation.definition().getSpec().getVersions().get(0);
    }
}
