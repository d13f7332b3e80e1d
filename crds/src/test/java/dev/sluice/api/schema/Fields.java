package dev.sluice.api.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.LinkedHashMap;
import java.util.Map;

/** All fields of a schema, by their paths. */
record Fields(Map<String, JSONSchemaProps> byPath) {

    static Fields of(JSONSchemaProps root) {
        Map<String, JSONSchemaProps> fields = new LinkedHashMap<>();
        collect("", root, fields);
        return new Fields(fields);
    }

    /** Fails for a field without a description, and for a text, list or map of any size. */
    void areDescribedAndBounded() {
        byPath.forEach((path, schema) -> {
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
