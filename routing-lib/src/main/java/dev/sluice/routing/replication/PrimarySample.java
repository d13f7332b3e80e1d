package dev.sluice.routing.replication;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a primary was at a moment.
 *
 * @param position its written log
 * @param timeline which history the position is in, null when not told
 * @param serverTime the moment by the primary's clock
 * @param at the same moment by the observer's clock
 */
public record PrimarySample(Lsn position, @Nullable Integer timeline, Instant serverTime, Instant at) {

    /**
     * The sample in a primary's answer; empty when it does not tell its position.
     *
     * @param at when it answered, by the observer's clock
     */
    public static Optional<PrimarySample> of(ServerFacts primary, Instant at) {
        return Optional.ofNullable(primary.position())
                .map(position -> new PrimarySample(position, primary.timeline(), primary.serverTime(), at));
    }
}
