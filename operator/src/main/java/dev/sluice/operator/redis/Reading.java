package dev.sluice.operator.redis;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outcome of asking Redis once. */
public sealed interface Reading {

    /** When it was known. */
    Instant at();

    /**
     * Redis answered.
     *
     * @param server the server that holds the policy's keys, as host and port
     * @param report what it says of itself; null when it may not be asked
     * @param statistics what the library has counted, by field; null when it may not be asked, or is no hash
     * @param keys how many entries there are; null when that may not be asked
     * @param done the ids of the orders that were carried out
     * @param undone why the other orders were not; null when all were
     * @param refused the commands that the user may not give
     * @param at when it had answered
     */
    record Answered(
            String server,
            @Nullable ServerReport report,
            @Nullable Map<String, String> statistics,
            @Nullable KeyCount keys,
            List<String> done,
            @Nullable String undone,
            Set<String> refused,
            Instant at)
            implements Reading {

        public Answered {
            statistics = statistics == null ? null : Map.copyOf(statistics);
            done = List.copyOf(done);
            refused = Set.copyOf(refused);
        }
    }

    /**
     * It did not, or not in time.
     *
     * @param trouble why
     * @param at when that was known
     */
    record Failed(Trouble trouble, Instant at) implements Reading {}
}
