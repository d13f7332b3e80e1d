package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.operator.copies.CopyKind;
import dev.sluice.operator.copies.CopyWish;
import dev.sluice.operator.nudge.Consumed;
import java.util.Optional;

/** The copies of their document that policies ask for. Pure. */
final class PolicyCopies {

    static final CopyKind<QueryCachePolicy> KIND = new CopyKind<>(
            QueryCachePolicy.class,
            DatabaseCluster.GROUP + "/copy-of-cache-policy",
            PolicyConfigMap.DOCUMENT,
            Consumed.CACHE_POLICY,
            PolicyCopies::ifUnderstood,
            "spec.publishTo",
            "give this resource another name");

    private PolicyCopies() {}

    /** What a policy asks for whose spec is understood. */
    static CopyWish of(QueryCachePolicy policy) {
        return new CopyWish(
                policy.getMetadata().getNamespace(),
                policy.getMetadata().getName(),
                policy.configMapName(),
                policy.getSpec().publishTo(),
                PolicyConfigMap.labels(policy));
    }

    private static Optional<CopyWish> ifUnderstood(QueryCachePolicy policy) {
        return policy.getSpec() == null || !policy.getSpec().unreadable().isEmpty()
                ? Optional.empty()
                : Optional.of(of(policy));
    }
}
