package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import dev.sluice.operator.caching.CacheState;
import dev.sluice.operator.caching.Caches;
import dev.sluice.operator.caching.PolicyId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides after each reading whether the reconciler has to look: only when the status would say something new. So a quiet
 * cache costs its readings and nothing else. Thread-safe.
 */
@Singleton
final class ReadingNews {

    private final ReadingEventSource readings;
    private final Map<PolicyId, Reported> reported = new ConcurrentHashMap<>();

    private record Reported(Outlook outlook, @Nullable QueryCachePolicyStatus status) {}

    ReadingNews(Caches caches, ReadingEventSource readings) {
        this.readings = readings;
        caches.onReading(this::hear);
    }

    /** What the reconciler has written last. */
    void reported(Outlook outlook, @Nullable QueryCachePolicyStatus status) {
        reported.put(outlook.cache().plan().id(), new Reported(outlook, status));
    }

    void forget(PolicyId policy) {
        reported.remove(policy);
    }

    void forgetAll() {
        reported.clear();
    }

    private void hear(CacheState state) {
        Reported last = reported.get(state.plan().id());
        if (last == null || differs(last, state)) {
            readings.trigger(state.plan().id());
        }
    }

    private static boolean differs(Reported last, CacheState state) {
        // A time that appears in it is that of a change, which is news by itself.
        return StatusChange.isWorthWriting(
                last.status(), StatusRenderer.render(last.outlook().with(state), last.status(), Instant.EPOCH));
    }
}
