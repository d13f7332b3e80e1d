package dev.sluice.analysis.lock;

/** What a statement does with a table's rows while it holds its lock, from the least to the most. */
public enum Work {
    /** Nothing: it changes the catalog only, and is short once it has the lock. */
    NONE,
    /** Changes rows. */
    ROWS,
    /** Reads each row. */
    SCAN,
    /** Builds one or more indexes. */
    INDEX_BUILD,
    /** Writes the table and all its indexes anew. */
    REWRITE;

    /** What it is, in a few words. */
    public String words() {
        return switch (this) {
            case NONE -> "catalog only";
            case ROWS -> "row changes";
            case SCAN -> "scan";
            case INDEX_BUILD -> "index build";
            case REWRITE -> "rewrite";
        };
    }

    /** Whether the time grows with the table. */
    public boolean growsWithTable() {
        return this != NONE;
    }
}
