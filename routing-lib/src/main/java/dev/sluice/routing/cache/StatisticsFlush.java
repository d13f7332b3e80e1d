package dev.sluice.routing.cache;

import dev.sluice.routing.cache.store.EntryStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds what this process has counted to what all have, in batches. A batch of which it is not known whether it has
 * arrived is not sent again: rather a few too few than twice. Thread-safe.
 */
final class StatisticsFlush implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(QueryCache.class);

    private final Supplier<List<RuleStatistics>> counted;
    private final EntryStore store;
    private final BooleanSupplier reachable;
    private final Map<String, Long> sent = new HashMap<>();

    StatisticsFlush(Supplier<List<RuleStatistics>> counted, EntryStore store, BooleanSupplier reachable) {
        this.counted = counted;
        this.store = store;
        this.reachable = reachable;
    }

    @Override
    public void run() {
        var unused = flush();
    }

    /**
     * Sends what has been counted since the last time.
     *
     * @return ends when it has arrived, or is given up
     */
    synchronized CompletionStage<?> flush() {
        if (!reachable.getAsBoolean()) {
            return CompletableFuture.completedFuture(null);
        }
        Map<String, Long> batch = new LinkedHashMap<>();
        counted.get()
                .forEach(rule -> fields(rule).forEach((field, count) -> {
                    long more = count - sent.getOrDefault(field, 0L);
                    if (more > 0) {
                        batch.put(field, more);
                        sent.put(field, count);
                    }
                }));
        if (batch.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return store.count(batch).handle((done, error) -> {
            if (error != null) {
                LOG.debug("A batch of {} counts may not have arrived", batch.size(), error);
            }
            return null;
        });
    }

    /** What has been counted for a rule, by the name of the field that keeps it. */
    static Map<String, Long> fields(RuleStatistics rule) {
        Map<String, Long> fields = new LinkedHashMap<>();
        fields.put(rule.rule() + "|hits", rule.hits());
        fields.put(rule.rule() + "|nearHits", rule.nearHits());
        fields.put(rule.rule() + "|staleHits", rule.staleHits());
        fields.put(rule.rule() + "|misses", rule.misses());
        fields.put(rule.rule() + "|bypasses", rule.bypasses());
        fields.put(rule.rule() + "|loads", rule.loads());
        fields.put(rule.rule() + "|failures", rule.failures());
        fields.put(rule.rule() + "|refused", rule.refused());
        return fields;
    }

    /** The counts by rule; a field that is not known is left out. */
    static List<RuleStatistics> rules(Map<String, Long> fields) {
        Map<String, Map<String, Long>> byRule = new LinkedHashMap<>();
        fields.forEach((field, count) -> {
            int bar = field.lastIndexOf('|');
            // When a statement was loaded is no count of a rule.
            if (bar >= 0 && !field.endsWith("|warmedAt")) {
                byRule.computeIfAbsent(field.substring(0, bar), rule -> new HashMap<>())
                        .put(field.substring(bar + 1), count);
            }
        });
        List<RuleStatistics> rules = new ArrayList<>();
        byRule.forEach((rule, counts) -> rules.add(new RuleStatistics(
                rule,
                counts.getOrDefault("hits", 0L),
                counts.getOrDefault("nearHits", 0L),
                counts.getOrDefault("staleHits", 0L),
                counts.getOrDefault("misses", 0L),
                counts.getOrDefault("bypasses", 0L),
                counts.getOrDefault("loads", 0L),
                counts.getOrDefault("failures", 0L),
                counts.getOrDefault("refused", 0L))));
        return rules;
    }
}
