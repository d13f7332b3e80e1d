package dev.sluice.routing.cache;

/**
 * What has been counted under one rule since the cache was opened. Each read is one of hits, stale hits, misses and
 * bypasses.
 *
 * @param rule its name; empty for reads under no rule
 * @param hits answered by a fresh value
 * @param nearHits those of the hits that were answered in this process
 * @param staleHits answered by a value beyond its TTL
 * @param misses answered by a load, one's own or that of another reader who was waited for
 * @param bypasses answered by a load without the cache: Redis was away, an invalidation was not yet delivered, or a
 *     loader has read its own key
 * @param loads done by this process, in the background too
 * @param failures of loads
 * @param refused loaded values that were not stored: invalidated meanwhile, read from a replica that was behind, too
 *     large, or not to be encoded
 */
public record RuleStatistics(
        String rule,
        long hits,
        long nearHits,
        long staleHits,
        long misses,
        long bypasses,
        long loads,
        long failures,
        long refused) {

    /** The share of reads that the cache has answered, from 0 to 1; 0 when there were none. */
    public double hitRate() {
        long answered = hits + staleHits;
        long all = answered + misses + bypasses;
        return all == 0 ? 0 : (double) answered / all;
    }
}
