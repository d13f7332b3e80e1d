package dev.sluice.operator.caching;

import dev.sluice.operator.caching.CachePlan.Goals;
import dev.sluice.operator.redis.Reading;
import dev.sluice.operator.redis.ServerReport;

/** Whether Redis has room for the cache. */
public enum MemoryVerdict {
    /** It cannot be read. */
    UNREAD,
    /** It may not be asked. */
    NOT_PERMITTED,
    /** There is no limit to compare with. */
    NO_LIMIT,
    /** There is room. */
    ROOM,
    /** It is full, as a cache may be, and evicts little. */
    FULL_BUT_QUIET,
    /** It is full and evicts so much that results are lost before their TTL ends. */
    EVICTS_MUCH,
    /** It is nearly full and will evict nothing, or uses more than the policy wants. */
    NEARLY_FULL;

    /** Redis that evicts this share of its keys within ten minutes holds less than is asked of it. */
    private static final double MUCH_EVICTED = 0.1;

    private static final double PERCENT = 100;

    /** Judges what was read last. */
    public static MemoryVerdict of(CacheState cache) {
        Reading.Answered answer = cache.answer();
        if (answer == null || cache.reach() == CacheState.Reach.DOWN) {
            return UNREAD;
        }
        ServerReport report = answer.report();
        if (report == null) {
            return NOT_PERMITTED;
        }
        Goals goals = cache.plan().goals();
        long limit = limit(report, goals);
        if (limit == 0) {
            return NO_LIMIT;
        }
        if (report.usedBytes() * PERCENT <= (double) limit * goals.memoryPercent()) {
            return ROOM;
        }
        if (goals.memoryBytes() != null || !report.evicts()) {
            return NEARLY_FULL;
        }
        long keys = Math.max(1, report.databaseKeys());
        return cache.window().evictedKeys() > keys * MUCH_EVICTED ? EVICTS_MUCH : FULL_BUT_QUIET;
    }

    /** What may be used, in bytes: the policy's own limit, else Redis' own; 0 for none. */
    public static long limit(ServerReport report, Goals goals) {
        Long own = goals.memoryBytes();
        return own == null ? report.maxBytes() : own;
    }

    /** Whether somebody has to do something. */
    public boolean isUnhealthy() {
        return this == EVICTS_MUCH || this == NEARLY_FULL;
    }
}
