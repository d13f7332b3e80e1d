package dev.sluice.operator.migrationcheck;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What whoever installs the operator says of the pods of Jobs, with the names and the meanings that it has in the spec of a
 * pod. Thread-safe.
 *
 * @param imagePullSecrets are named beside those of the check; they are looked for in the check's namespace
 * @param nodeSelector the labels of the nodes that pods may run on
 * @param tolerations the taints that they run beside
 * @param priorityClassName their priority; the cluster's default when null
 */
public record JobPod(
        @JsonProperty("imagePullSecrets") List<LocalObjectReference> imagePullSecrets,
        @JsonProperty("nodeSelector") Map<String, String> nodeSelector,
        @JsonProperty("tolerations") List<Toleration> tolerations,
        @JsonProperty("priorityClassName") @Nullable String priorityClassName) {

    /** Says nothing. */
    static final JobPod PLAIN = new JobPod(List.of(), Map.of(), List.of(), null);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads null as nothing. */
    public JobPod {
        imagePullSecrets = imagePullSecrets == null ? List.of() : List.copyOf(imagePullSecrets);
        nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
        tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
    }

    /**
     * Reads the property; found by its name and signature.
     *
     * @throws IllegalArgumentException when it is no JSON of that form
     */
    public static JobPod parse(CharSequence json) {
        try {
            return JSON.readValue(json.toString(), JobPod.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "expected JSON with imagePullSecrets, nodeSelector, tolerations and priorityClassName as in the spec of a"
                            + " pod: " + e.getOriginalMessage(),
                    e);
        }
    }
}
