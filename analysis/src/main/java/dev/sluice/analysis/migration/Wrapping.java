package dev.sluice.analysis.migration;

/** What a tool puts around the statements of a file. */
public enum Wrapping {
    /** Nothing: each statement is a transaction unless the file begins one. */
    NONE,
    /** One transaction around all of them. */
    TRANSACTION,
    /**
     * Nothing by itself, but it sends the file at once. If that has several statements, the server runs them in one transaction,
     * and begins another one for those behind a {@code COMMIT}.
     */
    ONE_MESSAGE
}
