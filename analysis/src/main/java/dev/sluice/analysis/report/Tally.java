package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Omitted;
import java.util.stream.Stream;

/**
 * How many things there are of each risk.
 *
 * @param none those without a finding that counts
 */
public record Tally(int high, int medium, int low, int none) {

    static final Tally EMPTY = new Tally(0, 0, 0, 0);

    /** Counts. */
    public static Tally of(Stream<Risk> risks) {
        return risks.map(Tally::one).reduce(EMPTY, Tally::plus);
    }

    private static Tally one(Risk risk) {
        return switch (risk) {
            case HIGH -> new Tally(1, 0, 0, 0);
            case MEDIUM -> new Tally(0, 1, 0, 0);
            case LOW -> new Tally(0, 0, 1, 0);
            case NONE -> new Tally(0, 0, 0, 1);
        };
    }

    /** Findings that are counted only. */
    static Tally of(Omitted omitted) {
        return new Tally(omitted.high(), omitted.medium(), omitted.low(), 0);
    }

    /** The worst risk of which there is one. */
    Risk worst() {
        if (high > 0) {
            return Risk.HIGH;
        }
        if (medium > 0) {
            return Risk.MEDIUM;
        }
        return low > 0 ? Risk.LOW : Risk.NONE;
    }

    Tally plus(Tally other) {
        return new Tally(high + other.high, medium + other.medium, low + other.low, none + other.none);
    }

    /** All of them. */
    public int total() {
        return high + medium + low + none;
    }
}
