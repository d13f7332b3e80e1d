package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.FormerRedisStatus;
import java.time.Instant;
import java.util.List;

/** What has become of publishing the policy. */
sealed interface Publication {

    /** The ConfigMap's name. */
    String configMap();

    /**
     * The ConfigMap holds the policy.
     *
     * @param revision of the document in it
     * @param at when that was written
     * @param catalogKnown whether the document tells what the catalog says of writes, read now or before
     * @param former the Redis that were published before and still count
     */
    record Done(String configMap, long revision, Instant at, boolean catalogKnown, List<FormerRedisStatus> former)
            implements Publication {

        public Done {
            former = List.copyOf(former);
        }
    }

    /** What was published, if anything was, stays because the policy is paused. */
    record Paused(String configMap) implements Publication {}

    /** It can't be published. */
    record Refused(String configMap, String reason, String message) implements Publication {}
}
