package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.operator.copies.CopyKind;
import dev.sluice.operator.copies.CopyWish;
import dev.sluice.operator.nudge.Consumed;
import java.util.Optional;

/** The copies of endpoints that clusters ask for. Pure. */
final class EndpointCopies {

    static final CopyKind<DatabaseCluster> KIND = new CopyKind<>(
            DatabaseCluster.class,
            DatabaseCluster.GROUP + "/copy-of",
            EndpointConfigMap.DOCUMENT,
            Consumed.ENDPOINTS,
            EndpointCopies::ifUnderstood,
            "spec.endpoints.publishTo",
            "set spec.endpoints.configMapName to another name");

    private EndpointCopies() {}

    /** What a cluster asks for whose spec is understood. */
    static CopyWish of(DatabaseCluster cluster) {
        return new CopyWish(
                cluster.getMetadata().getNamespace(),
                cluster.getMetadata().getName(),
                cluster.endpointsConfigMapName(),
                cluster.getSpec().endpoints().publishTo(),
                EndpointConfigMap.labels(cluster));
    }

    private static Optional<CopyWish> ifUnderstood(DatabaseCluster cluster) {
        return cluster.getSpec() == null || !cluster.getSpec().unreadable().isEmpty()
                ? Optional.empty()
                : Optional.of(of(cluster));
    }
}
