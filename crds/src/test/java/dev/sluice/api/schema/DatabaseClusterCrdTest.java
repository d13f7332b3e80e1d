package dev.sluice.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseClusterCrdTest {

    private final CrdGeneration generation = new CrdGeneration(DatabaseCluster.class);

    @Test
    void theCommittedDefinitionIsCurrent() throws Exception {
        new GoldenFile(Path.of("src/main/resources/META-INF/sluice/databaseclusters.sluice.dev-v1.yml"))
                .matches(generation.yaml());
    }

    @Test
    void theCommittedReferenceIsCurrent() throws Exception {
        new GoldenFile(Path.of("../docs/reference/databasecluster.md"))
                .matches(new FieldReference(generation.definition()).markdown());
    }

    @Test
    void columnsComeInTheOrderThatAPersonReads() {
        assertThat(version().getAdditionalPrinterColumns())
                .filteredOn(column -> column.getPriority() == 0)
                .extracting(CustomResourceColumnDefinition::getName)
                .containsExactly("Ready", "Primary", "Replicas", "Max Lag", "Age");
        assertThat(version().getAdditionalPrinterColumns())
                .filteredOn(column -> column.getPriority() == 1)
                .extracting(CustomResourceColumnDefinition::getName)
                .containsExactly("Reason", "Avg Lag", "Timeline", "Revision", "ConfigMap");
    }

    @Test
    void everyFieldIsDescribedAndBounded() {
        Map<String, JSONSchemaProps> fields = new LinkedHashMap<>();
        collect("", version().getSchema().getOpenAPIV3Schema(), fields);

        assertThat(fields).hasSizeGreaterThan(60);
        fields.forEach((path, schema) -> {
            if (!path.endsWith("[]") && !path.endsWith("{}")) {
                assertThat(schema.getDescription())
                        .as("description of %s", path)
                        .isNotBlank();
            }
            switch (schema.getType()) {
                case "string" ->
                    assertThat(schema.getMaxLength() != null
                                    || !schema.getEnum().isEmpty()
                                    || "date-time".equals(schema.getFormat()))
                            .as("%s is bounded", path)
                            .isTrue();
                case "array" ->
                    assertThat(schema.getMaxItems()).as("maxItems of %s", path).isNotNull();
                case "object" ->
                    assertThat(schema.getAdditionalProperties() == null || schema.getMaxProperties() != null)
                            .as("%s is bounded", path)
                            .isTrue();
                default -> assertThat(schema.getType()).isIn("integer", "number", "boolean");
            }
        });
    }

    private CustomResourceDefinitionVersion version() {
        return generation.definition().getSpec().getVersions().get(0);
    }

    private static void collect(String path, JSONSchemaProps schema, Map<String, JSONSchemaProps> fields) {
        fields.put(path, schema);
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> collect(path + "." + name, property, fields));
        }
        if (schema.getItems() != null) {
            collect(path + "[]", schema.getItems().getSchema(), fields);
        }
        if (schema.getAdditionalProperties() != null) {
            collect(path + "{}", schema.getAdditionalProperties().getSchema(), fields);
        }
    }
}
