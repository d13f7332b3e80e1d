package dev.sluice.analysis.schema;

/**
 * How much a table holds, of a partitioned table all of its partitions.
 *
 * @param rows an estimate, from the catalog's statistics
 * @param bytes with its indexes and what is stored out of line
 * @param tableBytes the same without the indexes
 */
public record Size(long rows, long bytes, long tableBytes) {

    /** Both together. */
    public Size plus(Size other) {
        return new Size(rows + other.rows, bytes + other.bytes, tableBytes + other.tableBytes);
    }
}
