package dev.sluice.routing.cache;

import java.util.concurrent.atomic.LongAdder;

/** Counts for one rule. */
final class RuleCounters {

    /** In the store; those in this process come to it. */
    final LongAdder storeHits = new LongAdder();

    final LongAdder nearHits = new LongAdder();
    final LongAdder staleHits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder bypasses = new LongAdder();
    final LongAdder loads = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder refused = new LongAdder();

    RuleStatistics now(String rule) {
        long near = nearHits.sum();
        return new RuleStatistics(
                rule,
                near + storeHits.sum(),
                near,
                staleHits.sum(),
                misses.sum(),
                bypasses.sum(),
                loads.sum(),
                failures.sum(),
                refused.sum());
    }
}
