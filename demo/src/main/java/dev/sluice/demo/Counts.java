package dev.sluice.demo;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the sample application has counted since its start.
 *
 * @param at when it was counted
 * @param reads successful reads by the endpoint that answered
 * @param writes successful writes by the endpoint that took them
 * @param failedReads reads that the application got an error for
 * @param failedWrites writes that the application got an error for
 * @param cacheHits reads that the query cache answered
 * @param cacheMisses reads of the query cache that went to the database
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Counts(
        Instant at,
        Map<String, Long> reads,
        Map<String, Long> writes,
        long failedReads,
        long failedWrites,
        long cacheHits,
        long cacheMisses) {

    Counts {
        reads = new TreeMap<>(reads);
        writes = new TreeMap<>(writes);
    }

    long readsBy(String endpoint) {
        return reads.getOrDefault(endpoint, 0L);
    }

    long writesBy(String endpoint) {
        return writes.getOrDefault(endpoint, 0L);
    }

    long allReads() {
        return reads.values().stream().mapToLong(Long::longValue).sum();
    }
}
