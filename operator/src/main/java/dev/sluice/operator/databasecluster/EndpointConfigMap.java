package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.operator.kubernetes.ConfigMapDocument;
import dev.sluice.operator.kubernetes.Managed;
import dev.sluice.operator.kubernetes.Ownership;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ConfigMap that carries the endpoint document. Pure. */
final class EndpointConfigMap {

    /** The document. */
    static final ConfigMapDocument<Topology> DOCUMENT =
            new ConfigMapDocument<>("endpoint document", TopologyCodec.DATA_KEY, TopologyCodec::read);

    /** The key of the document. */
    static final String KEY = DOCUMENT.key();

    /** Names the resource. */
    static final String CLUSTER_LABEL = DatabaseCluster.GROUP + "/cluster";

    private EndpointConfigMap() {}

    /** Whether it is as it was written: nobody has edited it, and the spec's labels are on it. */
    static boolean isIntact(DatabaseCluster cluster, ConfigMap configMap) {
        return Ownership.isOf(cluster, configMap) && DOCUMENT.isMarked(configMap, labels(cluster));
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
                .withAnnotations(ConfigMapDocument.annotations(json, labels(cluster), current))
                .withOwnerReferences(Ownership.reference(cluster))
                .endMetadata()
                .withData(Map.of(KEY, json))
                .build();
    }

    /** The labels of a cluster's ConfigMap. */
    static Map<String, String> labels(DatabaseCluster cluster) {
        Map<String, String> labels = new HashMap<>(cluster.getSpec().endpoints().labels());
        labels.putAll(Managed.labels(CLUSTER_LABEL, cluster.getMetadata().getName()));
        return labels;
    }
}
