package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.operator.kubernetes.ConfigMapDocument;
import dev.sluice.operator.kubernetes.Managed;
import dev.sluice.operator.kubernetes.Ownership;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CachePolicyCodec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ConfigMap that carries the cache policy document. Pure. */
final class PolicyConfigMap {

    /** Names the resource. */
    private static final String POLICY_LABEL = DatabaseCluster.GROUP + "/cache-policy";

    /** The document. */
    static final ConfigMapDocument<CachePolicy> DOCUMENT =
            new ConfigMapDocument<>("cache policy document", CachePolicyCodec.DATA_KEY, CachePolicyCodec::read);

    /** Of which database's catalog the document tells. */
    private static final String DATABASE_ANNOTATION = DatabaseCluster.GROUP + "/catalog-of";

    private PolicyConfigMap() {}

    /**
     * Whether what the document says of writes is of this database.
     *
     * @param database null when it is not known which one is meant
     */
    static boolean isOfDatabase(ConfigMap configMap, @Nullable String database) {
        Map<String, String> annotations = configMap.getMetadata().getAnnotations();
        return database == null || (annotations != null && database.equals(annotations.get(DATABASE_ANNOTATION)));
    }

    /** Whether it is as it was written for this very resource: nobody has edited it. */
    static boolean isIntact(QueryCachePolicy policy, ConfigMap configMap) {
        Map<String, String> labels = configMap.getMetadata().getLabels();
        return isUntouched(policy, configMap)
                && labels != null
                && labels.entrySet().containsAll(labels(policy).entrySet());
    }

    /** The same but for its labels. */
    static boolean isUntouched(QueryCachePolicy policy, ConfigMap configMap) {
        Map<String, String> annotations = configMap.getMetadata().getAnnotations();
        String json = DOCUMENT.text(configMap);
        return Ownership.isOf(policy, configMap)
                && json != null
                && annotations != null
                && Managed.checksum(json).equals(annotations.get(Managed.CHECKSUM_ANNOTATION));
    }

    static ConfigMap of(
            QueryCachePolicy policy, CachePolicy document, @Nullable String database, @Nullable ConfigMap current) {
        String json = CachePolicyCodec.write(document);
        Map<String, String> annotations = new HashMap<>();
        if (current != null && current.getMetadata().getAnnotations() != null) {
            annotations.putAll(current.getMetadata().getAnnotations());
        }
        annotations.put(Managed.CHECKSUM_ANNOTATION, Managed.checksum(json));
        if (database != null) {
            annotations.put(DATABASE_ANNOTATION, database);
        }
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(policy.getMetadata().getNamespace())
                .withName(policy.configMapName())
                .withResourceVersion(
                        current == null ? null : current.getMetadata().getResourceVersion())
                .withLabels(labels(policy))
                .withAnnotations(annotations)
                .withOwnerReferences(Ownership.reference(policy))
                .endMetadata()
                .withData(Map.of(CachePolicyCodec.DATA_KEY, json))
                .build();
    }

    /** The labels of a policy's ConfigMap. */
    static Map<String, String> labels(QueryCachePolicy policy) {
        return Managed.labels(POLICY_LABEL, policy.getMetadata().getName());
    }
}
