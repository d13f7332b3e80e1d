package dev.sluice.analysis.schema;

/**
 * How much a table holds, by the catalog's statistics.
 *
 * @param rows an estimate
 * @param bytes with its indexes and what is stored out of line
 */
public record Size(long rows, long bytes) {}
