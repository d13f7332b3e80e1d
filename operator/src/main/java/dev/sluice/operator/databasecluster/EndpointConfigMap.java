package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The ConfigMap that carries the endpoint document. Pure. */
final class EndpointConfigMap {

    /** The key of the document. */
    static final String KEY = "endpoints.json";

    /** On every ConfigMap that Sluice writes; the only ones that it watches. */
    static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";

    static final String MANAGED_BY = "sluice";

    /** Names the resource. */
    static final String CLUSTER_LABEL = DatabaseCluster.GROUP + "/cluster";

    private static final String CHECKSUM_ANNOTATION = DatabaseCluster.GROUP + "/checksum";
    private static final String DOCUMENT_ANNOTATION = DatabaseCluster.GROUP + "/document-checksum";
    private static final int LABEL_LIMIT = 63;

    private EndpointConfigMap() {}

    /** Whether it belongs to this resource, or to one of the same name before it that is gone. */
    static boolean isOurs(DatabaseCluster cluster, ConfigMap configMap) {
        return configMap.getMetadata().getOwnerReferences().stream().anyMatch(owner -> isResource(cluster, owner));
    }

    /** Whether it is as it was written: nobody has edited it, and the spec's labels are on it. */
    static boolean isIntact(DatabaseCluster cluster, ConfigMap configMap) {
        boolean owned = configMap.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(cluster.getMetadata().getUid()));
        return owned && isMarked(configMap, labels(cluster));
    }

    /** Whether its document and these labels are those that it was written with, and the labels are there. */
    static boolean isMarked(ConfigMap configMap, Map<String, String> wanted) {
        Map<String, String> annotations = configMap.getMetadata().getAnnotations();
        Map<String, String> data = configMap.getData();
        Map<String, String> labels = configMap.getMetadata().getLabels();
        return data != null
                && data.containsKey(KEY)
                && annotations != null
                && checksum(data.get(KEY), wanted).equals(annotations.get(CHECKSUM_ANNOTATION))
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
                .withOwnerReferences(owner(cluster))
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
        annotations.put(CHECKSUM_ANNOTATION, checksum(json, labels));
        annotations.put(DOCUMENT_ANNOTATION, checksum(json, Map.of()));
        return annotations;
    }

    /** The labels of a cluster's ConfigMap. */
    static Map<String, String> labels(DatabaseCluster cluster) {
        Map<String, String> labels = new HashMap<>(cluster.getSpec().endpoints().labels());
        labels.put(MANAGED_BY_LABEL, MANAGED_BY);
        String name = cluster.getMetadata().getName();
        if (name.length() <= LABEL_LIMIT) {
            labels.put(CLUSTER_LABEL, name);
        }
        return labels;
    }

    private static OwnerReference owner(DatabaseCluster cluster) {
        return new OwnerReferenceBuilder()
                .withApiVersion(cluster.getApiVersion())
                .withKind(cluster.getKind())
                .withName(cluster.getMetadata().getName())
                .withUid(cluster.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(false)
                .build();
    }

    private static boolean isResource(DatabaseCluster cluster, OwnerReference owner) {
        return cluster.getKind().equals(owner.getKind())
                && owner.getApiVersion().startsWith(DatabaseCluster.GROUP + "/")
                && cluster.getMetadata().getName().equals(owner.getName());
    }

    // Over the labels too: one that the spec no longer wants would otherwise stay, among those that others have added.
    private static String checksum(String json, Map<String, String> labels) {
        String text = new TreeMap<>(labels) + json;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
