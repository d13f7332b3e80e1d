package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.FormerRedisStatus;
import dev.sluice.api.v1alpha1.PublicationStatus;
import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import dev.sluice.api.v1alpha1.RedisSpec;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.FormerRedis;
import dev.sluice.routing.cache.policy.RedisLocation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which Redis a policy has named before, and how long applications may still use them that have not followed. What the operator
 * signs in to comes from the status alone, which nobody else writes: with a location from the ConfigMap, whoever can edit
 * that would be sent the password. Pure.
 *
 * @param former those that count now and are not the one that is wanted, the latest first
 * @param now the time
 * @param settling how long one counts
 */
record Moves(List<FormerRedisStatus> former, Instant now, Duration settling) {

    Moves {
        former = List.copyOf(former);
    }

    /** Those that the status knows, when this Redis is wanted now. */
    static Moves of(@Nullable QueryCachePolicyStatus status, RedisSpec wanted, Instant now, Duration settling) {
        PublicationStatus published = status == null ? null : status.publication();
        if (published == null) {
            return new Moves(List.of(), now, settling);
        }
        List<FormerRedisStatus> all = new ArrayList<>();
        RedisSpec before = published.redis();
        if (before != null) {
            all.add(new FormerRedisStatus(before, end(now, settling)));
        }
        all.addAll(published.formerRedis());
        return new Moves(
                all.stream()
                        .filter(each -> each.redis() != null && each.until() != null)
                        .filter(each -> each.until().isAfter(now) && !haveSameKeys(each.redis(), wanted))
                        .limit(PublicationStatus.MAX_FORMER)
                        .toList(),
                now,
                settling);
    }

    /**
     * The document with them.
     *
     * @param written what is published and nobody has edited; null when there is no such document
     * @param first whether nothing has been published before
     * @param revision under which this one is published, should it differ
     */
    CachePolicy in(CachePolicy wanted, @Nullable CachePolicy written, boolean first, long revision) {
        RedisLocation home = wanted.redis();
        Map<RedisLocation, Instant> all = new LinkedHashMap<>();
        // Where it is not known what was published last, what is in Redis may be from before another one was named.
        long since = first ? 0 : revision;
        if (written != null) {
            if (written.redis().hasSameKeys(home)) {
                since = written.redisSince();
            } else {
                all.put(written.redis(), end(now, settling));
            }
            written.formerRedis().forEach(each -> all.putIfAbsent(each.redis(), each.until()));
        }
        former.forEach(each -> all.putIfAbsent(DocumentRenderer.location(each.redis()), each.until()));
        List<FormerRedis> counting = all.entrySet().stream()
                .filter(each -> each.getValue().isAfter(now) && !each.getKey().hasSameKeys(home))
                .map(each -> new FormerRedis(each.getKey(), each.getValue()))
                .sorted(Comparator.comparing(FormerRedis::until).reversed())
                .limit(FormerRedis.MOST)
                .toList();
        return wanted.withMoves(since, counting);
    }

    /** When the next of them counts no more, from now; null when there is none. */
    @Nullable
    Duration untilNext() {
        return former.stream()
                .map(FormerRedisStatus::until)
                .min(Comparator.naturalOrder())
                .map(end -> Duration.between(now, end).plusMillis(1))
                .orElse(null);
    }

    // However it is signed in to, and with TLS or without.
    private static boolean haveSameKeys(RedisSpec one, RedisSpec other) {
        return one.mode() == other.mode()
                && one.nodes().equals(other.nodes())
                && Objects.equals(one.masterName(), other.masterName())
                && one.database().equals(other.database())
                && one.keyPrefix().equals(other.keyPrefix());
    }

    private static Instant end(Instant now, Duration settling) {
        return now.plus(settling).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }
}
