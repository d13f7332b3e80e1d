package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The ConfigMap that the endpoints are published in.
 *
 * @param configMapName null for the resource's name with {@value DatabaseCluster#ENDPOINTS_SUFFIX}; see
 *     {@link DatabaseCluster#endpointsConfigMapName()}
 * @param publishTo other namespaces that get a copy; empty for none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.configMapName) || self.configMapName.matches('" + Names.SUBDOMAIN + "')",
        fieldPath = ".configMapName",
        message = "configMapName must be a legal name: lower-case letters, digits, '-' and '.', with a letter or digit"
                + " at both ends; leave it out for <name>-endpoints")
@ValidationRule(value = PublishTo.RULE, fieldPath = ".publishTo", message = PublishTo.MESSAGE)
@ValidationRule(value = PublishTo.ONCE, fieldPath = ".publishTo", message = PublishTo.ONCE_MESSAGE)
@ValidationRule(
        value = "!has(self.labels) || self.labels.all(k, k.matches('" + Names.LABEL_KEY + "')"
                + " && k.indexOf('/') <= 253)",
        fieldPath = ".labels",
        message = "labels has a key that is no label key; write [prefix/]name with a name of up to 63 letters, digits,"
                + " '-', '_' and '.', for example team or example.com/team")
@ValidationRule(
        value = "!has(self.labels) || self.labels.all(k, !k.startsWith('sluice.dev/')"
                + " && k != 'app.kubernetes.io/managed-by')",
        fieldPath = ".labels",
        message = "labels has a key that the operator sets itself, under sluice.dev/ or"
                + " app.kubernetes.io/managed-by; choose another one")
@ValidationRule(
        value = "!has(self.labels) || self.labels.all(k, self.labels[k].matches('" + Names.LABEL_VALUE + "'))",
        fieldPath = ".labels",
        message = "labels has a value that is no label value; write up to 63 letters, digits, '-', '_' and '.', with a"
                + " letter or digit at both ends")
public record EndpointsSpec(
        @JsonPropertyDescription("The name of the ConfigMap; without it the name of this resource with -endpoints. A"
                + " ConfigMap that belongs to something else is never overwritten.")
        @Size(min = 1, max = 253)
        @Nullable
        String configMapName,

        @JsonPropertyDescription("Labels that the ConfigMap gets besides the operator's own.") @Size(max = 32)
        Map<String, @Size(max = 63) String> labels,

        @JsonPropertyDescription(PublishTo.DESCRIPTION) @Size(max = PublishTo.MAX)
        List<@Size(min = 1, max = 63) String> publishTo) {

    public EndpointsSpec {
        publishTo = PublishTo.readable(publishTo);
        labels = labels == null ? Map.of() : readable(labels);
    }

    /** What a resource without {@code spec.endpoints} gets. */
    public static EndpointsSpec defaults() {
        return new EndpointsSpec(null, Map.of(), List.of());
    }

    /** Without the values that could not be read from an object of another version: Map.copyOf would refuse them. */
    private static Map<String, String> readable(Map<String, @Nullable String> labels) {
        Map<String, String> readable = new TreeMap<>();
        labels.forEach((key, value) -> {
            if (value != null) {
                readable.put(key, value);
            }
        });
        return Collections.unmodifiableMap(readable);
    }
}
