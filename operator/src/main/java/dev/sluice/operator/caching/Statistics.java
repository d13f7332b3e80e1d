package dev.sluice.operator.caching;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What applications have counted since the statistics of the policy began.
 *
 * <p>They add to one hash. Its fields are {@code <rule>|<count>}, where the rule may be empty: {@code hits} and
 * {@code staleHits} are reads that the cache answered, {@code misses} and {@code bypasses} those that it did not. The
 * fields {@code <statement>|warmedAt} hold when a statement was loaded last, in milliseconds since 1970. Others are not
 * looked at.
 *
 * @param hits reads that the cache answered
 * @param misses reads that it did not
 * @param warmed when each statement was loaded last, by its name
 */
public record Statistics(long hits, long misses, Map<String, Instant> warmed) {

    public Statistics {
        warmed = Map.copyOf(warmed);
    }

    static Statistics read(Map<String, String> fields) {
        long hits = 0;
        long misses = 0;
        Map<String, Instant> warmed = new HashMap<>();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            String text = field.getValue();
            int bar = field.getKey().lastIndexOf('|');
            if (bar < 0 || !text.matches("[0-9]{1,15}")) {
                continue;
            }
            long number = Long.parseLong(text);
            switch (field.getKey().substring(bar + 1)) {
                case "hits", "staleHits" -> hits += number;
                case "misses", "bypasses" -> misses += number;
                case "warmedAt" -> warmed.put(field.getKey().substring(0, bar), Instant.ofEpochMilli(number));
                default -> {}
            }
        }
        return new Statistics(hits, misses, warmed);
    }

    /** All reads. */
    public long reads() {
        return hits + misses;
    }
}
