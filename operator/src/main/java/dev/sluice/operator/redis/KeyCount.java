package dev.sluice.operator.redis;

/**
 * How many entries a policy has in Redis.
 *
 * @param keys the count
 * @param exact false when it was computed from a sample
 */
public record KeyCount(long keys, boolean exact) {

    /**
     * The count after keys of a database were looked at.
     *
     * @param matched how many of them belong to the policy
     * @param seen how many were looked at
     * @param all whether these were all of the database
     * @param inDatabase how many the database has
     */
    static KeyCount of(long matched, long seen, boolean all, long inDatabase) {
        if (all || seen == 0) {
            return new KeyCount(matched, all);
        }
        return new KeyCount(Math.round((double) matched / seen * Math.max(seen, inDatabase)), false);
    }
}
