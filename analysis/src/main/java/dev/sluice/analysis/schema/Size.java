package dev.sluice.analysis.schema;

/**
 * How much a table holds, of a partitioned table all of its partitions.
 *
 * @param rows an estimate, from the catalog's statistics
 * @param bytes with its indexes and what is stored out of line
 * @param tableBytes the same without the indexes
 * @param uncounted how many rows beside those there are at most, in pages of which there are no statistics
 */
public record Size(long rows, long bytes, long tableBytes, long uncounted) {

    /** One of which the statistics tell all rows. */
    public Size(long rows, long bytes, long tableBytes) {
        this(rows, bytes, tableBytes, 0);
    }

    /** Both together. */
    public Size plus(Size other) {
        return new Size(
                rows + other.rows, bytes + other.bytes, tableBytes + other.tableBytes, uncounted + other.uncounted);
    }

    /** As many rows as there may be. */
    public long mostRows() {
        return rows + uncounted;
    }

    /** Whether the statistics tell of nearly all rows, so that there are about {@link #mostRows} of them. */
    public boolean isCounted() {
        return uncounted <= rows / 10;
    }
}
