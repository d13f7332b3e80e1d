package dev.sluice.routing.cache;

import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.FormerRedis;
import dev.sluice.routing.cache.policy.RedisLocation;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document of the policy asks of a process that had another one before, or none. Pure.
 *
 * @param step what becomes of the Redis in use
 * @param former others that are to be invalidated in too, from now on; the latest one first
 * @param settles whether other processes may not know yet which Redis it is, so that it must not be read for a while
 * @param settled whether the document tells that all know by now
 */
record Move(Step step, List<RedisLocation> former, boolean settles, boolean settled) {

    Move {
        former = List.copyOf(former);
    }

    /** What becomes of the Redis in use. */
    enum Step {
        /** It stays. */
        NONE,
        /** There was none, or it is reached in another way: with TLS, or without. */
        CONNECT,
        /** It is another one. */
        MOVE
    }

    // Longer than a mounted ConfigMap takes to follow in all pods.
    private static final Duration SETTLING = Duration.ofMinutes(3);

    private static final Duration MOST = Duration.ofHours(1);

    /**
     * How long after this document has come a process waits at most until all others know: as long as the document gives
     * the former Redis from its publication on, by one clock, and no less than mounted documents take.
     */
    static Duration patience(CachePolicy policy) {
        return policy.formerRedis().stream()
                .map(each -> Duration.between(policy.publishedAt(), each.until()))
                .map(each -> each.compareTo(MOST) > 0 ? MOST : each)
                .filter(each -> each.compareTo(SETTLING) > 0)
                .max(Comparator.naturalOrder())
                .orElse(SETTLING);
    }

    static Move between(@Nullable CachePolicy before, CachePolicy next) {
        RedisLocation left = before == null ? null : before.redis();
        List<FormerRedis> told = before == null ? List.of() : before.formerRedis();
        boolean moves = before != null
                && !(before.policy().equals(next.policy()) && before.redis().hasSameKeys(next.redis()));
        // By their time too: one may have been used again meanwhile, and have become a former one once more.
        List<RedisLocation> former = next.formerRedis().stream()
                .filter(each -> !told.contains(each))
                .map(FormerRedis::redis)
                .filter(each -> !each.hasSameKeys(next.redis()) && (left == null || !each.hasSameKeys(left)))
                .limit(FormerRedis.MOST)
                .toList();
        boolean connects = before == null || !before.redis().equals(next.redis());
        boolean settles = moves || !former.isEmpty();
        return new Move(
                moves ? Step.MOVE : connects ? Step.CONNECT : Step.NONE,
                former,
                settles,
                !settles && !told.isEmpty() && next.formerRedis().isEmpty());
    }
}
