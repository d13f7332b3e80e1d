package dev.sluice.analysis.schema;

/**
 * Where among the migrations something was made.
 *
 * @param file the file's number in the order in which they run
 * @param transaction the number of the transaction, over all files
 * @param applied whether the file has already run everywhere, so that its tables hold data and are in use
 * @param certain whether it was made there for sure; else it may have been there before: {@code IF NOT EXISTS}
 */
public record Origin(int file, int transaction, boolean applied, boolean certain) {

    /** What the live database has had before the first migration. */
    public static final Origin CATALOG = new Origin(-1, -1, true, true);

    Origin uncertain() {
        return new Origin(file, transaction, applied, false);
    }
}
