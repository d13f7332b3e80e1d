package dev.sluice.operator.copies;

import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.List;
import java.util.Map;

/**
 * Which copies one resource asks for.
 *
 * @param namespace the resource's
 * @param name the resource's
 * @param configMap the name of the original, and of each copy
 * @param namespaces where copies are to be
 * @param labels those of the original
 */
public record CopyWish(
        String namespace, String name, String configMap, List<String> namespaces, Map<String, String> labels) {

    public CopyWish {
        namespaces = List.copyOf(namespaces);
        labels = Map.copyOf(labels);
    }

    /** Whether this copy is asked for. */
    boolean isFor(ConfigMap copy) {
        return namespaces.contains(copy.getMetadata().getNamespace())
                && configMap.equals(copy.getMetadata().getName());
    }
}
