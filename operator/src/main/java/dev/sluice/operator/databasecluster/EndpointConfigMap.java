package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.operator.kubernetes.Managed;
import dev.sluice.operator.kubernetes.Ownership;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ConfigMap that carries the endpoint document. Pure. */
final class EndpointConfigMap {

    /** The key of the document. */
    static final String KEY = "endpoints.json";

    /** Names the resource. */
    static final String CLUSTER_LABEL = DatabaseCluster.GROUP + "/cluster";

    private static final String DOCUMENT_ANNOTATION = DatabaseCluster.GROUP + "/document-checksum";

    private EndpointConfigMap() {}

    /** Whether it is as it was written: nobody has edited it, and the spec's labels are on it. */
    static boolean isIntact(DatabaseCluster cluster, ConfigMap configMap) {
        return Ownership.isOf(cluster, configMap) && isMarked(configMap, labels(cluster));
    }

    /** Whether its document and these labels are those that it was written with, and the labels are there. */
    static boolean isMarked(ConfigMap configMap, Map<String, String> wanted) {
        Map<String, String> annotations = configMap.getMetadata().getAnnotations();
        Map<String, String> data = configMap.getData();
        Map<String, String> labels = configMap.getMetadata().getLabels();
        return data != null
                && data.containsKey(KEY)
                && annotations != null
                && checksum(data.get(KEY), wanted).equals(annotations.get(Managed.CHECKSUM_ANNOTATION))
                && labels != null
                && labels.entrySet().containsAll(wanted.entrySet());
    }

    /** Whether the document in it is one that the operator wrote; one edited by hand proves nothing. */
    static boolean isUntouched(ConfigMap configMap) {
        Map<String, String> annotations = configMap.getMetadata().getAnnotations();
        Map<String, String> data = configMap.getData();
        return annotations != null
                && data != null
                && data.containsKey(KEY)
                && checksum(data.get(KEY), Map.of()).equals(annotations.get(DOCUMENT_ANNOTATION));
    }

    static ConfigMap of(DatabaseCluster cluster, Topology document, @Nullable ConfigMap current) {
        String json = TopologyCodec.write(document);
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(cluster.getMetadata().getNamespace())
                .withName(cluster.endpointsConfigMapName())
                .withResourceVersion(
                        current == null ? null : current.getMetadata().getResourceVersion())
                .withLabels(labels(cluster))
                .withAnnotations(annotations(json, labels(cluster), current))
                .withOwnerReferences(Ownership.reference(cluster))
                .endMetadata()
                .withData(Map.of(KEY, json))
                .build();
    }

    /** The annotations of a ConfigMap with this document, besides those that others have put there. */
    static Map<String, String> annotations(String json, Map<String, String> labels, @Nullable ConfigMap current) {
        Map<String, String> annotations = new HashMap<>();
        if (current != null && current.getMetadata().getAnnotations() != null) {
            annotations.putAll(current.getMetadata().getAnnotations());
        }
        annotations.put(Managed.CHECKSUM_ANNOTATION, checksum(json, labels));
        annotations.put(DOCUMENT_ANNOTATION, checksum(json, Map.of()));
        return annotations;
    }

    /** The labels of a cluster's ConfigMap. */
    static Map<String, String> labels(DatabaseCluster cluster) {
        Map<String, String> labels = new HashMap<>(cluster.getSpec().endpoints().labels());
        labels.putAll(Managed.labels(CLUSTER_LABEL, cluster.getMetadata().getName()));
        return labels;
    }

    // Over the labels too: one that the spec no longer wants would otherwise stay, among those that others have added.
    private static String checksum(String json, Map<String, String> labels) {
        return Managed.checksum(new TreeMap<>(labels) + json);
    }
}
