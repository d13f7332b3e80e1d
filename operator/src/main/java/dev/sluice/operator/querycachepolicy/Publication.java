package dev.sluice.operator.querycachepolicy;

import java.time.Instant;

/** What has become of publishing the policy. */
sealed interface Publication {

    /** The ConfigMap's name. */
    String configMap();

    /**
     * The ConfigMap holds the policy.
     *
     * @param revision of the document in it
     * @param at when that was written
     */
    record Done(String configMap, long revision, Instant at) implements Publication {}

    /** Nothing was done because the policy is paused. */
    record Paused(String configMap) implements Publication {}

    /** It can't be published. */
    record Refused(String configMap, String reason, String message) implements Publication {}
}
