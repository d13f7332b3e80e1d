package dev.sluice.routing.cache;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How a cache behaves in this process.
 *
 * @param lease how long a process that dies while it loads keeps others from loading, from 100 ms; a living one renews
 *     it
 * @param waitLimit how long a reader waits for another one's load before it loads for itself; a load without Redis that
 *     takes longer does not keep others from loading any more
 * @param beta how eagerly values are renewed before they expire: 1 is about one early load per expiry, 0 is never
 * @param loadsWithoutCache how many loads run at once while Redis is away, at least 1
 * @param refreshThreads how many values are renewed at once in the background, and how many statements are warmed at
 *     once beside that, at least 1
 * @param failureThreshold how many failures of Redis in a row put the cache out of use, at least 1
 * @param trialEvery how often it is then tried whether Redis answers again
 * @param flushEvery how often what this process has counted is added to what all have, from 100 ms
 * @param nearEntries how many values are kept in this process too, 0 for none; needs Caffeine and Redis 6
 * @param nearBound how much older than the last acknowledged invalidation such a value may be when the connection to
 *     Redis breaks unnoticed, from 100 ms; while it lives, the value is taken out as soon as Redis tells
 */
public record CacheSettings(
        Duration lease,
        Duration waitLimit,
        double beta,
        int loadsWithoutCache,
        int refreshThreads,
        int failureThreshold,
        Duration trialEvery,
        Duration flushEvery,
        int nearEntries,
        Duration nearBound) {

    /** Lease 3 s, waiting up to 10 s, beta 1, 16 loads without Redis, 4 threads, 3 failures, tried every 500 ms, counts every 10 s, nothing in this process. */
    public static final CacheSettings DEFAULT = new CacheSettings(
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            1,
            16,
            4,
            3,
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            0,
            Duration.ofSeconds(2));

    private static final long LEAST_LEASE_MILLIS = 100;

    public CacheSettings {
        check(lease.toMillis() >= LEAST_LEASE_MILLIS, "lease", lease, "100 ms or more");
        check(!waitLimit.isNegative(), "waitLimit", waitLimit, "0 or more");
        check(beta >= 0 && beta <= 100, "beta", beta, "from 0 to 100");
        check(loadsWithoutCache >= 1, "loadsWithoutCache", loadsWithoutCache, "1 or more");
        check(refreshThreads >= 1, "refreshThreads", refreshThreads, "1 or more");
        check(failureThreshold >= 1, "failureThreshold", failureThreshold, "1 or more");
        check(trialEvery.toMillis() >= 1, "trialEvery", trialEvery, "1 ms or more");
        check(flushEvery.toMillis() >= 100, "flushEvery", flushEvery, "100 ms or more");
        check(nearEntries >= 0, "nearEntries", nearEntries, "0 or more");
        check(nearBound.toMillis() >= 100, "nearBound", nearBound, "100 ms or more");
    }

    /** The same with this lease. */
    public CacheSettings withLease(Duration value) {
        return changed(draft -> draft.lease = value);
    }

    /** The same with this limit. */
    public CacheSettings withWaitLimit(Duration value) {
        return changed(draft -> draft.waitLimit = value);
    }

    /** The same with this eagerness. */
    public CacheSettings withBeta(double value) {
        return changed(draft -> draft.beta = value);
    }

    /** The same with so many loads at once while Redis is away. */
    public CacheSettings withLoadsWithoutCache(int value) {
        return changed(draft -> draft.loadsWithoutCache = value);
    }

    /** The same with counts shared so often. */
    public CacheSettings withFlushEvery(Duration value) {
        return changed(draft -> draft.flushEvery = value);
    }

    /** The same with so many values in this process. */
    public CacheSettings withNearEntries(int value) {
        return changed(draft -> draft.nearEntries = value);
    }

    /** The same with this bound for values in this process. */
    public CacheSettings withNearBound(Duration value) {
        return changed(draft -> draft.nearBound = value);
    }

    private CacheSettings changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    private static final class Draft {

        private Duration lease;
        private Duration waitLimit;
        private double beta;
        private int loadsWithoutCache;
        private int refreshThreads;
        private int failureThreshold;
        private Duration trialEvery;
        private Duration flushEvery;
        private int nearEntries;
        private Duration nearBound;

        Draft(CacheSettings settings) {
            lease = settings.lease;
            waitLimit = settings.waitLimit;
            beta = settings.beta;
            loadsWithoutCache = settings.loadsWithoutCache;
            refreshThreads = settings.refreshThreads;
            failureThreshold = settings.failureThreshold;
            trialEvery = settings.trialEvery;
            flushEvery = settings.flushEvery;
            nearEntries = settings.nearEntries;
            nearBound = settings.nearBound;
        }

        CacheSettings done() {
            return new CacheSettings(
                    lease,
                    waitLimit,
                    beta,
                    loadsWithoutCache,
                    refreshThreads,
                    failureThreshold,
                    trialEvery,
                    flushEvery,
                    nearEntries,
                    nearBound);
        }
    }

    private static void check(boolean right, String field, Object value, String expected) {
        if (!right) {
            throw new IllegalArgumentException(field + " is " + value + ", expected " + expected);
        }
    }
}
