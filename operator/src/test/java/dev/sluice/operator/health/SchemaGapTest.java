package dev.sluice.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class SchemaGapTest {

    private static final String OWN = """
            properties:
              metadata: {type: object}
              spec:
                properties:
                  name: {type: string}
                  source: {properties: {port: {type: integer}, zone: {type: string}}}
                  members: {items: {properties: {host: {type: string}, weight: {type: integer}}}}
              status:
                properties:
                  byName: {additionalProperties: {properties: {state: {type: string}}}}
            """;

    private static JsonNode yaml(String text) {
        return Serialization.unmarshal(text, JsonNode.class);
    }

    @Test
    void theSameSchemaLacksNothing() {
        assertThat(SchemaGap.fields(yaml(OWN), yaml(OWN))).isEmpty();
    }

    @Test
    void fieldsAreFoundInObjectsListsAndMaps() {
        JsonNode older = yaml("""
                properties:
                  spec:
                    properties:
                      name: {type: string}
                      members: {items: {properties: {host: {type: string}}}}
                      gone: {type: string}
                  status:
                    properties:
                      byName: {additionalProperties: {properties: {}}}
                """);
        assertThat(SchemaGap.fields(yaml(OWN), older))
                .containsExactly("spec.source", "spec.members[].weight", "status.byName[].state");
    }

    @Test
    void defaultsAreFound() {
        JsonNode with = yaml("""
                properties:
                  spec: {default: {}, properties: {name: {type: string, default: "a"}}}
                  status: {default: {observedGeneration: 0}, properties: {observedGeneration: {type: integer}}}
                """);
        JsonNode older = yaml("""
                properties:
                  spec: {default: {}, properties: {name: {type: string}}}
                  status: {properties: {observedGeneration: {type: integer}}}
                """);
        assertThat(SchemaGap.fields(with, older)).containsExactly("the default of spec.name", "the default of status");
        assertThat(SchemaGap.fields(with, with)).isEmpty();
    }

    @Test
    void anObjectThatKeepsUnknownFieldsLacksNone() {
        JsonNode open = yaml("""
                properties:
                  spec: {x-kubernetes-preserve-unknown-fields: true}
                """);
        assertThat(SchemaGap.fields(yaml(OWN), open)).containsExactly("status");
        assertThat(SchemaGap.fields(yaml(OWN), yaml("x-kubernetes-preserve-unknown-fields: true")))
                .isEmpty();
    }
}
