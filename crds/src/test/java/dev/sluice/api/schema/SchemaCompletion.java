package dev.sluice.api.schema;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Walks a schema beside the Java type that it comes from and adds formats and list types. */
final class SchemaCompletion {

    private static final Map<Type, String> FORMATS = Map.of(
            int.class, "int32",
            Integer.class, "int32",
            long.class, "int64",
            Long.class, "int64",
            double.class, "double",
            Double.class, "double",
            Instant.class, "date-time");

    /** Completes the schema in place. */
    void complete(JSONSchemaProps schema, Type type) {
        String format = FORMATS.get(type);
        if (format != null) {
            schema.setFormat(format);
        }
        // The fields of an object have their own defaults; repeated here they could drift.
        if ("object".equals(schema.getType()) && schema.getDefault() != null) {
            schema.setDefault(JsonNodeFactory.instance.objectNode());
        }
        // The generator emits a rule of a record component twice, which the API server refuses.
        if (schema.getXKubernetesValidations() != null) {
            schema.setXKubernetesValidations(new ArrayList<>(new LinkedHashSet<>(schema.getXKubernetesValidations())));
        }
        if (schema.getItems() != null) {
            Type item = argument(type, 0);
            completeList(schema, (Class<?>) item);
            complete(schema.getItems().getSchema(), item);
        }
        if (schema.getAdditionalProperties() != null) {
            complete(schema.getAdditionalProperties().getSchema(), argument(type, 1));
        }
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> complete(property, propertyType((Class<?>) type, name)));
        }
    }

    /** Lists of named things merge by name under server-side apply; others are replaced as a whole. */
    private static void completeList(JSONSchemaProps schema, Class<?> item) {
        List<String> components = item.isRecord()
                ? Arrays.stream(item.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList()
                : List.of();
        for (String key : List.of("name", "type", "id")) {
            if (components.contains(key)) {
                schema.setXKubernetesListType("map");
                schema.setXKubernetesListMapKeys(List.of(key));
                return;
            }
        }
        schema.setXKubernetesListType("atomic");
    }

    private static Type propertyType(Class<?> owner, String name) {
        if (!owner.isRecord()) {
            ParameterizedType kind = (ParameterizedType) owner.getGenericSuperclass();
            return kind.getActualTypeArguments()["spec".equals(name) ? 0 : 1];
        }
        return Arrays.stream(owner.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(owner.getSimpleName() + " has no component " + name))
                .getGenericType();
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
