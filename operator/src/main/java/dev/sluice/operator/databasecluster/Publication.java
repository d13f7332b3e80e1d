package dev.sluice.operator.databasecluster;

import dev.sluice.operator.copies.Copies;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has become of publishing the endpoints. */
sealed interface Publication {

    /** The ConfigMap's name. */
    String configMap();

    /** Whether nothing has to be tried again. */
    default boolean isComplete() {
        return true;
    }

    /** What the ConfigMap says though it is not known to be so now. */
    enum Hold {
        /** Nothing. */
        NOTHING,
        /** The state of the members that are spared; all else is of now. */
        MEMBERS,
        /** All of it. */
        ALL
    }

    /**
     * The ConfigMap holds what is held true.
     *
     * @param revision of the document in it
     * @param at when that was written
     * @param held what of it is not known to be so now
     * @param copies what has become of its copies, null when none is asked for
     */
    record Done(
            String configMap,
            long revision,
            Instant at,
            Hold held,
            @Nullable Copies copies) implements Publication {

        @Override
        public boolean isComplete() {
            return copies == null || copies.failed().isEmpty();
        }

        /** The same, with what has become of its copies. */
        Done with(@Nullable Copies kept) {
            return kept == null ? this : new Done(configMap, revision, at, held, kept);
        }
    }

    /** Nothing has been published yet, and there is nothing to publish. */
    record Pending(String configMap, String why) implements Publication {}

    /** Another operator has published a higher timeline than this one knows. */
    record Superseded(String configMap) implements Publication {}

    /** It can't be published. */
    record Refused(String configMap, String reason, String message) implements Publication {

        @Override
        public boolean isComplete() {
            return false;
        }
    }
}
