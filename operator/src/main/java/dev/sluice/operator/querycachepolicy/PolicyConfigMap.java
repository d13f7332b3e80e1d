package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CachePolicyCodec;
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
import org.jspecify.annotations.Nullable;

/** The ConfigMap that carries the cache policy document. Pure. */
final class PolicyConfigMap {

    /** On every ConfigMap that Sluice writes; the only ones that it watches. */
    static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";

    static final String MANAGED_BY = "sluice";

    /** Names the resource. */
    static final String POLICY_LABEL = DatabaseCluster.GROUP + "/cache-policy";

    private static final String CHECKSUM_ANNOTATION = DatabaseCluster.GROUP + "/checksum";
    private static final int LABEL_LIMIT = 63;

    private PolicyConfigMap() {}

    /** Whether it belongs to this resource, or to one of the same name before it that is gone. */
    static boolean isOurs(QueryCachePolicy policy, ConfigMap configMap) {
        return configMap.getMetadata().getOwnerReferences().stream().anyMatch(owner -> isResource(policy, owner));
    }

    /** Whether it is as it was written for this very resource: nobody has edited it. */
    static boolean isIntact(QueryCachePolicy policy, ConfigMap configMap) {
        Map<String, String> annotations = configMap.getMetadata().getAnnotations();
        Map<String, String> labels = configMap.getMetadata().getLabels();
        String json = document(configMap);
        boolean owned = configMap.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getUid().equals(policy.getMetadata().getUid()));
        return owned
                && json != null
                && annotations != null
                && checksum(json).equals(annotations.get(CHECKSUM_ANNOTATION))
                && labels != null
                && labels.entrySet().containsAll(labels(policy).entrySet());
    }

    /** The text of the document in it; null when there is none. */
    static @Nullable String document(ConfigMap configMap) {
        return configMap.getData() == null ? null : configMap.getData().get(CachePolicyCodec.DATA_KEY);
    }

    static ConfigMap of(QueryCachePolicy policy, CachePolicy document, @Nullable ConfigMap current) {
        String json = CachePolicyCodec.write(document);
        Map<String, String> annotations = new HashMap<>();
        if (current != null && current.getMetadata().getAnnotations() != null) {
            annotations.putAll(current.getMetadata().getAnnotations());
        }
        annotations.put(CHECKSUM_ANNOTATION, checksum(json));
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(policy.getMetadata().getNamespace())
                .withName(policy.configMapName())
                .withResourceVersion(
                        current == null ? null : current.getMetadata().getResourceVersion())
                .withLabels(labels(policy))
                .withAnnotations(annotations)
                .withOwnerReferences(owner(policy))
                .endMetadata()
                .withData(Map.of(CachePolicyCodec.DATA_KEY, json))
                .build();
    }

    private static Map<String, String> labels(QueryCachePolicy policy) {
        Map<String, String> labels = new HashMap<>();
        labels.put(MANAGED_BY_LABEL, MANAGED_BY);
        String name = policy.getMetadata().getName();
        if (name.length() <= LABEL_LIMIT) {
            labels.put(POLICY_LABEL, name);
        }
        return labels;
    }

    private static OwnerReference owner(QueryCachePolicy policy) {
        return new OwnerReferenceBuilder()
                .withApiVersion(policy.getApiVersion())
                .withKind(policy.getKind())
                .withName(policy.getMetadata().getName())
                .withUid(policy.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(false)
                .build();
    }

    private static boolean isResource(QueryCachePolicy policy, OwnerReference owner) {
        return policy.getKind().equals(owner.getKind())
                && owner.getApiVersion().startsWith(DatabaseCluster.GROUP + "/")
                && policy.getMetadata().getName().equals(owner.getName());
    }

    private static String checksum(String json) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
