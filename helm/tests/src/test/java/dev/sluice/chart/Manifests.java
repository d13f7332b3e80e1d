package dev.sluice.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was rendered.
 *
 * @param text as YAML
 * @param objects the same, parsed
 */
record Manifests(String text, List<JsonNode> objects) {

    private static final YAMLMapper YAML = new YAMLMapper();

    static Manifests parse(String text) {
        List<JsonNode> objects = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                if (document.isObject()) {
                    objects.add(document);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no YAML:\n" + text, e);
        }
        return new Manifests(text, List.copyOf(objects));
    }

    static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("no YAML:\n" + text, e);
        }
    }

    /** All objects of a kind that are not part of {@code helm test}. */
    List<JsonNode> all(String kind) {
        return objects.stream()
                .filter(object -> !isTest(object))
                .filter(object -> object.at("/kind").asText().equals(kind))
                .toList();
    }

    /** The only one of a kind. */
    JsonNode the(String kind) {
        List<JsonNode> all = all(kind);
        if (all.size() != 1) {
            throw new AssertionError("there are " + all.size() + " of kind " + kind);
        }
        return all.get(0);
    }

    /** The one of that kind and name. */
    JsonNode the(String kind, String name) {
        return all(kind).stream()
                .filter(object -> object.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + " " + name));
    }

    /** The environment of the operator's process in its pod. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        for (JsonNode variable : container().at("/env")) {
            boolean namespace =
                    variable.at("/valueFrom/fieldRef/fieldPath").asText().equals("metadata.namespace");
            String value = namespace ? Chart.NAMESPACE : variable.at("/value").asText();
            environment.put(variable.at("/name").asText(), value);
        }
        return environment;
    }

    /** What {@code helm test} creates. */
    List<JsonNode> tests() {
        return objects.stream().filter(Manifests::isTest).toList();
    }

    /** The operator's container. */
    JsonNode container() {
        return the("Deployment").at("/spec/template/spec/containers/0");
    }

    /** An environment variable of the operator; a missing node when it is not set. */
    JsonNode environment(String name) {
        for (JsonNode variable : container().at("/env")) {
            if (variable.at("/name").asText().equals(name)) {
                return variable;
            }
        }
        return container().at("/none");
    }

    private static boolean isTest(JsonNode object) {
        return object.at("/metadata/annotations/helm.sh~1hook").asText().equals("test");
    }
}
