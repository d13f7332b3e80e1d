package dev.sluice.analysis.migration;

/** What kind of harm a rule is about. */
public enum Category {
    /** Others wait: for a lock that is kept long, or for the queue before it. */
    BLOCKS,
    /** The migration fails, always or for some data. */
    FAILS,
    /** Data are gone, or wrong. */
    DATA_LOSS,
    /** The application that runs meanwhile breaks. */
    COMPATIBILITY,
    /** Many rows are changed at once. */
    BULK_CHANGE,
    /** How the migration is written and run. */
    PRACTICE
}
