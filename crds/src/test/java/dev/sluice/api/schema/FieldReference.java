package dev.sluice.api.schema;

import dev.sluice.api.v1alpha1.DurationText;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Renders a definition as the page that users look fields up in. */
final class FieldReference {

    private final CustomResourceDefinition definition;

    FieldReference(CustomResourceDefinition definition) {
        this.definition = definition;
    }

    String markdown() {
        CustomResourceDefinitionVersion version =
                definition.getSpec().getVersions().get(0);
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        String kind = definition.getSpec().getNames().getKind();
        StringBuilder page = new StringBuilder();
        page.append(
                "<!-- Generated from the Java types of crds; ./mvnw -pl crds test -Dgolden.update=true rewrites it. -->\n\n");
        page.append("# ")
                .append(kind)
                .append("\n\n")
                .append(root.getDescription())
                .append("\n\n");
        page.append("`apiVersion: %s/%s`, `kind: %s`, short name `%s`."
                .formatted(
                        definition.getSpec().getGroup(),
                        version.getName(),
                        kind,
                        definition.getSpec().getNames().getShortNames().get(0)));
        page.append(" A duration is ").append(DurationText.FORM_IN_WORDS).append(".\n");
        root.getProperties().forEach((name, schema) -> section(page, name, schema));
        rules(page, root);
        return page.toString();
    }

    private static void section(StringBuilder page, String name, JSONSchemaProps schema) {
        page.append("\n## ")
                .append(name)
                .append("\n\n")
                .append(schema.getDescription())
                .append("\n\n");
        page.append("| field | type | default | meaning |\n|---|---|---|---|\n");
        rows(page, name, schema);
    }

    private static void rows(StringBuilder page, String path, JSONSchemaProps schema) {
        schema.getProperties().forEach((name, property) -> {
            String field = path + "." + name;
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            field,
                            type(property),
                            presence(property, schema.getRequired().contains(name)),
                            property.getDescription().replace("|", "\\|")));
            if (property.getProperties() != null) {
                rows(page, field, property);
            }
            if (property.getItems() != null && property.getItems().getSchema().getProperties() != null) {
                rows(page, field + "[]", property.getItems().getSchema());
            }
        });
    }

    private static String presence(JSONSchemaProps property, boolean required) {
        if (required) {
            return "required";
        }
        return property.getDefault() == null
                ? ""
                : "`"
                        + (property.getDefault().isTextual()
                                ? property.getDefault().asText()
                                : property.getDefault()) + "`";
    }

    private static String type(JSONSchemaProps schema) {
        List<String> parts = new ArrayList<>();
        if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
            parts.add(schema.getEnum().stream()
                    .map(value -> "`" + value.asText() + "`")
                    .collect(Collectors.joining(", ", "one of ", "")));
        } else if ("array".equals(schema.getType())) {
            parts.add("list of " + schema.getItems().getSchema().getType());
        } else if (schema.getAdditionalProperties() != null) {
            parts.add("map of " + schema.getAdditionalProperties().getSchema().getType());
        } else if (DurationText.PATTERN.equals(schema.getPattern())) {
            return "duration";
        } else if ("date-time".equals(schema.getFormat())) {
            parts.add("time");
        } else {
            parts.add(schema.getType());
        }
        bounds(schema, parts);
        return String.join(", ", parts);
    }

    private static void bounds(JSONSchemaProps schema, List<String> parts) {
        if (schema.getMinimum() != null && schema.getMaximum() != null) {
            parts.add("%d to %d"
                    .formatted(
                            schema.getMinimum().longValue(), schema.getMaximum().longValue()));
        } else if (schema.getMinimum() != null) {
            parts.add("from " + schema.getMinimum().longValue());
        }
        if (schema.getMaxLength() != null) {
            parts.add("up to " + schema.getMaxLength() + " characters");
        }
        if (schema.getMaxItems() != null) {
            parts.add("up to " + schema.getMaxItems());
        }
        if (schema.getMaxProperties() != null) {
            parts.add("up to " + schema.getMaxProperties());
        }
    }

    private static void rules(StringBuilder page, JSONSchemaProps root) {
        page.append("\n## What the API server refuses\n\nBesides the types and bounds above:\n\n");
        page.append("| where | message |\n|---|---|\n");
        rules(page, "", root);
    }

    private static void rules(StringBuilder page, String path, JSONSchemaProps schema) {
        if (schema.getXKubernetesValidations() != null) {
            schema.getXKubernetesValidations()
                    .forEach(rule -> page.append("| %s | %s |\n"
                            .formatted(
                                    where(path, rule.getFieldPath()),
                                    rule.getMessage().replace("<", "&lt;"))));
        }
        if (schema.getProperties() != null) {
            schema.getProperties()
                    .forEach((name, property) -> rules(page, path.isEmpty() ? name : path + "." + name, property));
        }
        if (schema.getItems() != null) {
            rules(page, path + "[]", schema.getItems().getSchema());
        }
    }

    private static String where(String path, @Nullable String fieldPath) {
        if (path.isEmpty()) {
            return "`metadata`";
        }
        return "`" + path + (fieldPath == null ? "" : fieldPath) + "`";
    }
}
