package dev.sluice.operator.health;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What one OpenAPI schema of a resource has fields for and another has not. */
final class SchemaGap {

    private static final String PROPERTIES = "properties";
    private static final String DEFAULT = "default";

    private SchemaGap() {}

    /**
     * The paths of the fields of spec and status that the served schema lacks, such as {@code spec.replicasFrom}; of a
     * field that is lacking, none below it; and the defaults that it lacks, such as {@code the default of status}. An object that keeps unknown fields lacks none.
     */
    static List<String> fields(JsonNode own, JsonNode served) {
        List<String> lacking = new ArrayList<>();
        if (isClosed(served)) {
            for (String part : List.of("spec", "status")) {
                field(own.path(PROPERTIES), served.path(PROPERTIES), part, part, lacking);
            }
        }
        return lacking;
    }

    private static void field(JsonNode own, JsonNode served, String name, String path, List<String> lacking) {
        if (!served.has(name)) {
            lacking.add(path);
        } else {
            below(own.path(name), served.path(name), path, lacking);
        }
    }

    private static void below(JsonNode own, JsonNode served, String path, List<String> lacking) {
        if (!isClosed(served)) {
            return;
        }
        if (own.has(DEFAULT) && !served.has(DEFAULT)) {
            lacking.add("the default of " + path);
        }
        own.path(PROPERTIES)
                .fieldNames()
                .forEachRemaining(
                        name -> field(own.path(PROPERTIES), served.path(PROPERTIES), name, path + "." + name, lacking));
        for (String elements : List.of("items", "additionalProperties")) {
            if (own.path(elements).isObject() && served.path(elements).isObject()) {
                below(own.path(elements), served.path(elements), path + "[]", lacking);
            }
        }
    }

    private static boolean isClosed(JsonNode served) {
        return !served.path("x-kubernetes-preserve-unknown-fields").asBoolean();
    }
}
