package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.v1alpha1.CacheWrites;
import dev.sluice.operator.caching.CachePlan.Goals;
import dev.sluice.operator.caching.CacheState;
import dev.sluice.operator.caching.MemoryVerdict;
import dev.sluice.operator.caching.Window;
import dev.sluice.operator.condition.Finding;
import dev.sluice.operator.copies.Copies;
import dev.sluice.operator.probe.CatalogReading;
import dev.sluice.operator.redis.Reading;
import dev.sluice.operator.redis.ServerReport;
import dev.sluice.routing.cache.policy.RedisLocation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What each condition says of a policy. Messages carry no figures that move from reading to reading: a message that
 * changes is a write. Pure.
 */
final class PolicyFindings {

    private static final int PERCENT = 100;

    private static final Set<String> UNDECIDED = Set.of("NotReadYet", "PrimaryUnknown");

    private static final String NOT_READ = "NotReadYet";

    /** An order of the spec has not been carried out. */
    static final String PENDING = "InvalidationPending";

    private final Outlook outlook;
    private final CacheState cache;
    private final Goals goals;

    PolicyFindings(Outlook outlook) {
        this.outlook = outlook;
        this.cache = outlook.cache();
        this.goals = cache.plan().goals();
    }

    Finding ready() {
        if (cache.plan().schedule().paused()) {
            return Finding.unknown("Paused", "spec.paused is true: Redis is not read, and what was published stays.");
        }
        if (outlook.publication() instanceof Publication.Refused refused) {
            return Finding.no(refused.reason(), refused.message());
        }
        Finding redis = redisReachable();
        if (redis.status() != ConditionStatus.TRUE) {
            return redis;
        }
        Reading.Answered answer = cache.answer();
        if (answer != null && answer.undone() != null) {
            return Finding.no(
                    "InvalidationRefused",
                    answer.undone()
                            + ". What it names may still be served until its TTL and stale windows end. It is tried again.");
        }
        String waiting = cache.waitingForFormer();
        if (waiting != null) {
            return Finding.no(
                    "FormerRedisAway",
                    "The invalidation " + waiting + " Applications that have not followed the change of spec.redis may"
                            + " serve old results from there. It is tried again until status.publication.formerRedis"
                            + " no longer has it.");
        }
        List<String> pending = cache.pending();
        if (!pending.isEmpty()) {
            return Finding.unknown(
                    PENDING,
                    "To be carried out yet: " + String.join(", ", pending)
                            + " of spec.invalidations. What is named there may still be served.");
        }
        if (!outlook.clusterExists()) {
            return Finding.no(
                    "DatabaseClusterNotFound",
                    "There is no DatabaseCluster \"" + outlook.spec().databaseCluster()
                            + "\" in this namespace. Create it, or correct spec.databaseCluster. The policy is"
                            + " published all the same.");
        }
        // The last: a copy that one namespace misses must not hide what is wrong for all.
        return copiesPublished()
                .filter(copied -> copied.status() != ConditionStatus.TRUE)
                .orElseGet(
                        () -> Finding.yes("Usable", "The policy is published and Redis answers." + withoutCatalog()));
    }

    Optional<Finding> copiesPublished() {
        return Optional.ofNullable(outlook.copies()).map(Copies::finding);
    }

    Finding redisReachable() {
        if (cache.plan().schedule().paused()) {
            return Finding.unknown("Paused", "spec.paused is true: Redis is not read.");
        }
        if (cache.trouble() != null && cache.reach() != CacheState.Reach.UP) {
            String reason = cache.trouble().reason().name();
            String message = cache.trouble().message();
            return cache.reach() == CacheState.Reach.DOWN
                    ? Finding.no(reason, message)
                    : Finding.unknown(reason, message);
        }
        Reading.Answered answer = cache.answer();
        if (answer == null) {
            return Finding.unknown(NOT_READ, "Redis has not been read yet.");
        }
        ServerReport report = answer.report();
        if (report != null && !report.master()) {
            return Finding.no(
                    "ReadOnlyReplica",
                    answer.server()
                            + " is a replica, which takes no writes. Name the master in spec.redis.nodes, or its"
                            + " Sentinels with spec.redis.mode Sentinel.");
        }
        return answer.refused().isEmpty()
                ? Finding.yes("Reachable", answer.server() + " holds the keys of this policy.")
                : Finding.yes(
                        "RightsMissing",
                        answer.server() + " holds the keys of this policy, but the operator's user may not use "
                                + String.join(", ", new TreeSet<>(answer.refused()))
                                + ", so a part of this status is not known. Allow it (ACL SETUSER).");
    }

    Finding withinTarget() {
        Reading.Answered answer = cache.answer();
        if (answer == null || cache.reach() == CacheState.Reach.DOWN) {
            return Finding.unknown(NOT_READ, "Redis cannot be read, so the hit rate is not known.");
        }
        if (answer.statistics() == null) {
            return withoutStatistics(answer);
        }
        Window window = cache.window();
        OptionalDouble ratio = window.hitRatio();
        if (ratio.isEmpty() || window.reads() < goals.minReads()) {
            return Finding.unknown(
                    "TooFewReads",
                    "There were fewer than " + goals.minReads()
                            + " reads in the last ten minutes, too few to judge the hit rate by.");
        }
        return ratio.getAsDouble() * PERCENT >= goals.hitPercent()
                ? Finding.yes("TargetMet", "The cache answers at least " + goals.hitPercent() + "% of the reads.")
                : Finding.no(
                        "HitRateLow",
                        "The cache answers less than " + goals.hitPercent()
                                + "% of the reads of the last ten minutes. Longer TTLs, warming and fewer invalidations"
                                + " raise it; what is hardly read twice should not be cached.");
    }

    private Finding withoutStatistics(Reading.Answered answer) {
        String prefix = RedisLocation.statisticsPrefix(outlook.spec().redis().keyPrefix());
        return answer.refused().contains("HGETALL")
                ? Finding.unknown(
                        "NotPermitted",
                        "The operator's user may not read the statistics. Allow it HGETALL on the keys that begin with "
                                + prefix + " (ACL SETUSER).")
                : Finding.unknown(
                        "StatisticsUnreadable",
                        "The statistics could not be read. Where it stays so, the policy's key that begins with "
                                + prefix + " holds something else: delete it.");
    }

    Finding memoryHealthy() {
        String limit = goals.memoryPercent() + "% of its memory";
        return switch (MemoryVerdict.of(cache)) {
            case UNREAD -> Finding.unknown(NOT_READ, "Redis cannot be read, so its memory is not known.");
            case NOT_PERMITTED ->
                Finding.unknown(
                        "NotPermitted",
                        "The operator's user may not ask Redis for its memory. Allow it INFO (ACL SETUSER).");
            case NO_LIMIT ->
                Finding.unknown(
                        "NoLimit",
                        "Redis has no maxmemory, so it grows until its machine or container has no memory left. Set"
                                + " maxmemory and an eviction policy such as allkeys-lru, or spec.memory.maxBytes.");
            case ROOM -> Finding.yes("RoomLeft", "Redis uses at most " + limit + ".");
            case FULL_BUT_QUIET ->
                Finding.yes(
                        "FullButQuiet",
                        "Redis uses more than " + limit
                                + ", as a cache may: when it is full it makes room, and it evicts" + " little.");
            case EVICTS_MUCH ->
                Finding.no(
                        "EvictsMuch",
                        "Redis is full and has evicted more than a tenth of its keys in the last ten minutes, so"
                                + " results are lost before their TTL ends. Give it more memory, or cache less.");
            case NEARLY_FULL ->
                Finding.no(
                        "NearlyFull",
                        "Redis uses more than " + limit + ". Give it more, or cache less. With maxmemory-policy"
                                + " noeviction it refuses to store anything when it is full; allkeys-lru makes room.");
        };
    }

    Finding catalogRead() {
        if (cache.plan().schedule().paused()) {
            return Finding.unknown("Paused", "spec.paused is true: what the catalog says is not published.");
        }
        if (outlook.catalog() instanceof CatalogReading.Unread unread) {
            return UNDECIDED.contains(unread.reason())
                    ? Finding.unknown(unread.reason(), unread.message())
                    : Finding.no(unread.reason(), unread.message() + withoutCatalog());
        }
        return Finding.yes("Read", "What a write also touches is published as the catalog has it.");
    }

    // Without what was read before, the text of a write tells too little. What the document tells outlives a restart.
    private String withoutCatalog() {
        if (!(outlook.catalog() instanceof CatalogReading.Unread unread)
                || !(outlook.publication() instanceof Publication.Done done)
                || done.catalogKnown()) {
            return "";
        }
        String until =
                unread.mayPass() ? " Until the catalog has been read once, " : " While the catalog is too large, ";
        return outlook.spec().writes().unknown() == CacheWrites.Unknown.EVERYTHING
                ? until + "each write makes everything in the cache old."
                : until + "a write makes old only what its text names.";
    }

    static @Nullable Double hitPercent(CacheState cache) {
        OptionalDouble ratio = cache.window().hitRatio();
        return ratio.isPresent() ? (Double) (ratio.getAsDouble() * PERCENT) : null;
    }
}
