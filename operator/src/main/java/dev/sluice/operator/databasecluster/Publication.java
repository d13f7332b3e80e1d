package dev.sluice.operator.databasecluster;

import java.time.Instant;

/** What has become of publishing the endpoints. */
sealed interface Publication {

    /** The ConfigMap's name. */
    String configMap();

    /**
     * The ConfigMap holds what is held true.
     *
     * @param revision of the document in it
     * @param at when that was written
     * @param held whether it is kept as it is because no member answers
     */
    record Done(String configMap, long revision, Instant at, boolean held) implements Publication {}

    /** Nothing has been published yet, and there is nothing to publish. */
    record Pending(String configMap, String why) implements Publication {}

    /** Another operator has published a higher timeline than this one knows. */
    record Superseded(String configMap) implements Publication {}

    /** It can't be published. */
    record Refused(String configMap, String reason, String message) implements Publication {}
}
