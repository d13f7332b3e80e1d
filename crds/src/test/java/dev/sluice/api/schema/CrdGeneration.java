package dev.sluice.api.schema;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializerBase;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.sluice.api.v1alpha1.DurationText;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the CustomResourceDefinition of one kind from its Java types. */
final class CrdGeneration {

    private static final String HEADER =
            "# Generated from the Java types of this module; ./mvnw -pl crds test -Dgolden.update=true rewrites it.\n";

    private final Class<? extends CustomResource<?, ?>> kind;

    CrdGeneration(Class<? extends CustomResource<?, ?>> kind) {
        this.kind = kind;
    }

    /** The definition as it is committed, with a comment that says where it comes from. */
    String yaml() throws IOException {
        ObjectMapper yaml = new ObjectMapper(YAMLFactory.builder()
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .build());
        return HEADER + yaml.writeValueAsString(definition());
    }

    /**
     * Which fields there are, and which of them have a default, as JSON: what the operator compares with the API server's
     * schema at each start, when to read all of the YAML would take a third of the time.
     */
    String fields() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode schema = json.valueToTree(definition()).at("/spec/versions/0/schema/openAPIV3Schema");
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(shape(schema)) + "\n";
    }

    private static JsonNode shape(JsonNode schema) {
        ObjectNode shape = JsonNodeFactory.instance.objectNode();
        JsonNode properties = schema.path("properties");
        if (properties.isObject()) {
            ObjectNode fields = shape.putObject("properties");
            properties.properties().forEach(field -> fields.set(field.getKey(), shape(field.getValue())));
        }
        for (String elements : List.of("items", "additionalProperties")) {
            if (schema.path(elements).isObject()) {
                shape.set(elements, shape(schema.path(elements)));
            }
        }
        if (schema.hasNonNull("default")) {
            shape.set("default", schema.get("default"));
        }
        return shape;
    }

    /** The same as an object. */
    CustomResourceDefinition definition() {
        ObjectMapper mapper = new ObjectMapper();
        KubernetesSerialization serialization = new KubernetesSerialization(mapper, false);
        mapper.registerModule(durations());
        Completion completion = new Completion();
        new CRDGenerator()
                .withObjectMapper(mapper, serialization)
                .customResourceClasses(List.of(kind))
                .withParallelGenerationEnabled(false)
                .withPostProcessor(completion)
                .withOutput(new NoOutput())
                .detailedGenerate();
        return Objects.requireNonNull(completion.completed);
    }

    /** The generator converts a default by the property's Java type alone, not by the property's annotations. */
    private static SimpleModule durations() {
        return new SimpleModule()
                .addDeserializer(Duration.class, new FromStringDeserializer<>(Duration.class) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected Duration _deserialize(String value, DeserializationContext context) {
                        return DurationText.parse(value);
                    }
                })
                .addSerializer(Duration.class, new ToStringSerializerBase(Duration.class) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    public String valueToString(Object value) {
                        return DurationText.format((Duration) value);
                    }
                });
    }

    /** Adds what the generator's annotations can't express: column order, formats, list types, descriptions. */
    private final class Completion implements CRDPostProcessor {

        private @Nullable CustomResourceDefinition completed;

        @Override
        public HasMetadata process(HasMetadata generated, String crdSpecVersion) {
            CustomResourceDefinition crd = (CustomResourceDefinition) generated;
            for (CustomResourceDefinitionVersion version : crd.getSpec().getVersions()) {
                version.getAdditionalPrinterColumns().sort(Comparator.comparingInt(this::declaredPosition));
                var schema = version.getSchema().getOpenAPIV3Schema();
                schema.setDescription(Objects.requireNonNull(kind.getAnnotation(JsonClassDescription.class))
                        .value());
                new SchemaCompletion().complete(schema, kind);
            }
            completed = crd;
            return crd;
        }

        private int declaredPosition(CustomResourceColumnDefinition column) {
            return Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                    .map(AdditionalPrinterColumn::name)
                    .toList()
                    .indexOf(column.getName());
        }
    }

    /** What the generator writes is not wanted: it folds lines in the middle of rules. */
    private static final class NoOutput implements CRDGenerator.CRDOutput<OutputStream> {

        @Override
        public OutputStream outputFor(String crdName) {
            return OutputStream.nullOutputStream();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
