package dev.sluice.operator.metrics;

import dev.sluice.operator.caching.CacheState;
import dev.sluice.operator.caching.MemoryVerdict;
import dev.sluice.operator.caching.Statistics;
import dev.sluice.operator.redis.Reading;
import dev.sluice.operator.redis.ServerReport;
import io.prometheus.client.Collector;
import java.util.List;
import java.util.function.Supplier;

/**
 * Renders the meters of all caches from their states when Prometheus asks. Nothing is kept between two scrapes, so a
 * policy that is deleted, or watched by another replica of the operator, leaves no series behind.
 */
final class CacheCollector extends Collector {

    private static final double PERCENT = 100;

    private final Supplier<List<CacheState>> states;

    CacheCollector(Supplier<List<CacheState>> states) {
        this.states = states;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        var page = new Page();
        for (CacheState state : states.get()) {
            cache(
                    page,
                    state,
                    List.of(state.plan().id().namespace(), state.plan().id().name()));
        }
        return page.families();
    }

    private static void cache(Page page, CacheState state, List<String> labels) {
        page.add(Meter.CACHE_INVALIDATIONS_PENDING, labels, state.pending().size());
        if (state.plan().schedule().paused()) {
            // Redis is not read, so nothing else may keep an alert firing.
            return;
        }
        var goals = state.plan().goals();
        page.add(Meter.CACHE_HIT_RATIO_TARGET, labels, goals.hitPercent() / PERCENT);
        page.add(Meter.CACHE_MEMORY_UNHEALTHY, labels, MemoryVerdict.of(state).isUnhealthy() ? 1 : 0);
        if (state.reach() != CacheState.Reach.UNKNOWN) {
            page.add(Meter.CACHE_REDIS_UP, labels, state.isWritable() ? 1 : 0);
        }
        Reading.Answered answer = state.answer();
        if (state.reach() != CacheState.Reach.UP || answer == null) {
            return;
        }
        Statistics statistics = state.statistics();
        if (statistics != null) {
            page.add(Meter.CACHE_HITS, labels, statistics.hits());
            page.add(Meter.CACHE_MISSES, labels, statistics.misses());
        }
        if (state.window().reads() >= goals.minReads()) {
            state.window().hitRatio().ifPresent(ratio -> page.add(Meter.CACHE_HIT_RATIO, labels, ratio));
        }
        if (answer.keys() != null) {
            page.add(Meter.CACHE_KEYS, labels, answer.keys().keys());
        }
        ServerReport report = answer.report();
        if (report != null) {
            page.add(Meter.CACHE_MEMORY_USED, labels, report.usedBytes());
            long limit = MemoryVerdict.limit(report, goals);
            if (limit > 0) {
                page.add(Meter.CACHE_MEMORY_LIMIT, labels, limit);
            }
        }
    }
}
