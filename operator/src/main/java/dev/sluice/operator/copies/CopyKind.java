package dev.sluice.operator.copies;

import dev.sluice.operator.kubernetes.ConfigMapDocument;
import dev.sluice.operator.nudge.Consumed;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A kind of resource that may ask for copies of what it publishes.
 *
 * @param type of the resource
 * @param ownerAnnotation on a copy, namespace and name of the resource that it is for
 * @param document what is published
 * @param consumed what pods that mount a copy ask to be told of
 * @param wish what a resource asks for; empty when its spec is not understood
 * @param field of the spec that names the namespaces, for messages
 * @param otherName what else helps where a ConfigMap is in the way, for messages
 */
public record CopyKind<R extends HasMetadata>(
        Class<R> type,
        String ownerAnnotation,
        ConfigMapDocument<?> document,
        Consumed consumed,
        Function<R, Optional<CopyWish>> wish,
        String field,
        String otherName) {

    /** The resource that a ConfigMap is a copy for, empty when it is for none of this kind. */
    public Optional<ResourceID> owner(ConfigMap configMap) {
        Map<String, String> annotations = configMap.getMetadata().getAnnotations();
        String owner = annotations == null ? null : annotations.get(ownerAnnotation);
        if (owner == null || !owner.matches("[^/]+/[^/]+")) {
            return Optional.empty();
        }
        String[] parts = owner.split("/", 2);
        return Optional.of(new ResourceID(parts[1], parts[0]));
    }

    /** Which copies a resource asks for; null when it is gone. */
    Predicate<ConfigMap> wanted(@Nullable R resource) {
        if (resource == null) {
            return copy -> false;
        }
        Optional<CopyWish> asked = wish.apply(resource);
        return copy -> asked.isEmpty() || asked.get().isFor(copy);
    }

    /**
     * Which copies the resource asks for, as the API server has it.
     *
     * @throws KubernetesClientException when the API server refuses or does not answer
     */
    Predicate<ConfigMap> wanted(KubernetesClient client, ResourceID owner) {
        return wanted(client.resources(type)
                .inNamespace(owner.getNamespace().orElseThrow())
                .withName(owner.getName())
                .get());
    }
}
