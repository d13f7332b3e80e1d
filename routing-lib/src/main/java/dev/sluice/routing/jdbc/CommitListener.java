package dev.sluice.routing.jdbc;

import java.util.List;
import java.util.function.BooleanSupplier;

/** Is told what has been sent to the primary and may have been committed. Thread-safe. */
@FunctionalInterface
public interface CommitListener {

    /** Does nothing. */
    CommitListener NONE = (statements, complete) -> {};

    /**
     * A transaction has ended, or a statement outside of one, and has not been rolled back for certain. Called on the
     * thread that ended it, before the call that ended it returns; so what this does is done when the application goes
     * on.
     *
     * @param statements the texts, each once, reads too
     * @param complete whether that is all: not if there were too many to be kept, if the application has worked on
     *     the driver's own connection, or if one has a backslash that may be an escape
     */
    void ended(List<String> statements, boolean complete);

    /**
     * The connection has broken, or the client has given it up, so that nobody knows what became of the last statement or of
     * the commit: the server may still be at it, and commit it later. Called like {@link #ended}, which it does unless it
     * is overridden.
     */
    default void lost(List<String> statements, boolean complete) {
        ended(statements, complete);
    }

    /**
     * A data source has been opened, whose commits are told from now on.
     *
     * @param primaryInDoubt says at any time whether it knows of another server that may be the primary, so that what is
     *     read through it need not be what has been committed; quick
     */
    default void opened(BooleanSupplier primaryInDoubt) {}

    /** It has been closed. */
    default void closed(BooleanSupplier primaryInDoubt) {}

    /** Tells this one and then the other, each in its own way. */
    default CommitListener and(CommitListener other) {
        return new BothCommits(this, other);
    }
}
