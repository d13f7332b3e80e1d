package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.cache.statement.NotCached;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How often queries that were to be cached were not, by the reason. Thread-safe. */
public final class ReasonCounters {

    private final Map<NotCached, LongAdder> counters = new EnumMap<>(NotCached.class);

    /** All zero. */
    public ReasonCounters() {
        for (NotCached reason : NotCached.values()) {
            counters.put(reason, new LongAdder());
        }
    }

    /** Counts one. */
    public void count(NotCached why) {
        LongAdder counter = counters.get(why);
        if (counter != null) {
            counter.increment();
        }
    }

    /** Those that are not zero. */
    public Map<NotCached, Long> now() {
        Map<NotCached, Long> now = new EnumMap<>(NotCached.class);
        counters.forEach((why, counter) -> {
            if (counter.sum() > 0) {
                now.put(why, counter.sum());
            }
        });
        return now;
    }
}
