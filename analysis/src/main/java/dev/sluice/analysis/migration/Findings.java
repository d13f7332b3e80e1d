package dev.sluice.analysis.migration;

/** Takes what a rule has found. */
@FunctionalInterface
public interface Findings {

    /** Adds one. */
    void add(Found found);
}
