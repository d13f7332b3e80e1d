package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.operator.kubernetes.Managed;
import dev.sluice.routing.topology.Topology;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the endpoints in another namespace. An owner reference does not reach across namespaces, so an annotation
 * says whose it is, and a label lets copies be listed. Pure.
 */
final class EndpointCopy {

    /** Namespace and name of the resource. */
    static final String OWNER_ANNOTATION = DatabaseCluster.GROUP + "/copy-of";

    /** The namespace of the resource; on every copy and on nothing else. */
    static final String LABEL = DatabaseCluster.GROUP + "/copy-of-namespace";

    private EndpointCopy() {}

    /** Whether it is a copy for this resource, or for one of the same name before it. */
    static boolean isOurs(DatabaseCluster cluster, ConfigMap copy) {
        Map<String, String> labels = copy.getMetadata().getLabels();
        return labels != null
                && Managed.BY.equals(labels.get(Managed.LABEL))
                && owner(cluster).equals(owner(copy));
    }

    /** Namespace and name of the resource that it is for, null when it is no copy. */
    static @Nullable String owner(ConfigMap copy) {
        Map<String, String> annotations = copy.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(OWNER_ANNOTATION);
    }

    /** Whether it holds the document and is as it was written. */
    static boolean isCurrent(DatabaseCluster cluster, ConfigMap original, ConfigMap copy) {
        return json(original)
                        .equals(copy.getData() == null ? null : copy.getData().get(EndpointConfigMap.KEY))
                && EndpointConfigMap.isMarked(copy, labels(cluster));
    }

    /**
     * Whether it holds a later document of the same resource, which another operator has written meanwhile; a copy that
     * somebody has edited does not.
     */
    static boolean isAheadOf(ConfigMap copy, @Nullable Topology held, @Nullable Topology original) {
        return held != null
                && original != null
                && EndpointConfigMap.isUntouched(copy)
                && held.uid().equals(original.uid())
                && held.revision() > original.revision();
    }

    static ConfigMap of(DatabaseCluster cluster, String namespace, ConfigMap original, @Nullable ConfigMap current) {
        String json = json(original);
        Map<String, String> annotations = EndpointConfigMap.annotations(json, labels(cluster), current);
        annotations.put(OWNER_ANNOTATION, owner(cluster));
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(cluster.endpointsConfigMapName())
                .withResourceVersion(
                        current == null ? null : current.getMetadata().getResourceVersion())
                .withLabels(labels(cluster))
                .withAnnotations(annotations)
                .endMetadata()
                .withData(Map.of(EndpointConfigMap.KEY, json))
                .build();
    }

    private static Map<String, String> labels(DatabaseCluster cluster) {
        Map<String, String> labels = new HashMap<>(EndpointConfigMap.labels(cluster));
        labels.put(LABEL, cluster.getMetadata().getNamespace());
        return labels;
    }

    private static String owner(DatabaseCluster cluster) {
        ObjectMeta metadata = cluster.getMetadata();
        return metadata.getNamespace() + "/" + metadata.getName();
    }

    private static String json(ConfigMap original) {
        return Objects.requireNonNull(original.getData().get(EndpointConfigMap.KEY), EndpointConfigMap.KEY);
    }
}
