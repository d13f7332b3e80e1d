package dev.sluice.routing.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a session with a server, kept with it while it is pooled: what a {@link ResultSource} has found out,
 * until something is sent by which that may have changed. For the thread that uses the session.
 */
public final class SessionNotes {

    private @Nullable Object knowledge;
    private boolean wrote;
    private boolean hides;

    SessionNotes() {}

    /** What has been noted; null when there is nothing, or it may not hold any more. */
    public @Nullable Object knowledge() {
        return knowledge;
    }

    /** Notes something; null to forget. */
    public void knowledge(@Nullable Object found) {
        knowledge = found;
    }

    /** Whether the transaction that is open has done more than read. */
    public boolean wrote() {
        return wrote;
    }

    /** Whether something may have been set in the session that the server does not tell. */
    public boolean hides() {
        return hides;
    }

    /** A statement is sent. */
    void sent(ResultSource.Effect effect, boolean inTransaction) {
        if (!inTransaction) {
            idle();
        }
        if (effect != ResultSource.Effect.READS) {
            wrote = true;
            knowledge = null;
        }
        hides |= effect == ResultSource.Effect.HIDES;
    }

    /** No transaction is open. */
    void idle() {
        wrote = false;
    }

    /** Everything that was set is taken back. */
    void reset() {
        hides = false;
    }

    /** The transaction has ended; what was set in it may have been taken back. */
    void transactionEnded() {
        if (wrote) {
            knowledge = null;
        }
        wrote = false;
    }

    /** Something was done by which a result may differ now. */
    void changed() {
        wrote = true;
        knowledge = null;
    }

    /** Somebody has the driver's own connection, and nobody sees what is done there. */
    void unwatched() {
        changed();
        hides = true;
    }
}
