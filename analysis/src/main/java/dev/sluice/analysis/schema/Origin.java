package dev.sluice.analysis.schema;

import org.jspecify.annotations.Nullable;

/**
 * Where among the migrations something was made.
 *
 * @param file the file's number in the order in which they run
 * @param transaction the number of the transaction, over all files
 * @param applied whether the file has already run everywhere, so that its tables hold data and are in use
 * @param certain whether it was made there for sure; else it may have been there before: {@code IF NOT EXISTS}
 * @param migration what of the file is run together or not at all, where its tool or a part of it looks whether that part has run
 *     already; empty for the whole file
 */
public record Origin(int file, int transaction, boolean applied, boolean certain, String migration) {

    /** A place in a file that runs as a whole. */
    public Origin(int file, int transaction, boolean applied, boolean certain) {
        this(file, transaction, applied, certain, "");
    }

    /** What the live database has had before the first migration. */
    public static final Origin CATALOG = new Origin(-1, -1, true, true);

    // Written out, like those of names.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin that
                && file == that.file
                && transaction == that.transaction
                && applied == that.applied
                && certain == that.certain
                && migration.equals(that.migration);
    }

    @Override
    public int hashCode() {
        return 31 * file + transaction;
    }

    Origin uncertain() {
        return new Origin(file, transaction, applied, false, migration);
    }

    Origin inAnyTransaction() {
        return new Origin(file, 0, applied, certain, migration);
    }

    /** Whether what is there has run whenever this is run, and not long before. */
    public boolean isWith(Origin other) {
        return file == other.file && migration.equals(other.migration);
    }
}
