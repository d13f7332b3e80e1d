package dev.sluice.routing.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.jdbc.ResultSource.Effect;
import org.junit.jupiter.api.Test;

/** What is known of a session is forgotten as soon as it may be wrong. */
class SessionNotesTest {

    private final SessionNotes notes = new SessionNotes();

    @Test
    void readsLeaveWhatIsKnown() {
        notes.knowledge("known");
        notes.sent(Effect.READS, false);
        notes.sent(Effect.READS, true);
        notes.transactionEnded();
        assertThat(notes.knowledge()).isEqualTo("known");
        assertThat(notes.wrote()).isFalse();
    }

    @Test
    void aTransactionThatWroteIsOneUntilItEnds() {
        notes.knowledge("known");
        notes.sent(Effect.CHANGES, false);
        assertThat(notes.knowledge()).isNull();
        notes.sent(Effect.READS, true);
        assertThat(notes.wrote()).isTrue();
        notes.knowledge("of this transaction");
        notes.transactionEnded();
        assertThat(notes.wrote()).isFalse();
        assertThat(notes.knowledge()).as("a rollback takes settings back").isNull();
    }

    @Test
    void whatIsHiddenStaysSoUntilAllIsTakenBack() {
        notes.sent(Effect.HIDES, false);
        notes.sent(Effect.READS, false);
        notes.transactionEnded();
        assertThat(notes.hides()).isTrue();
        notes.reset();
        assertThat(notes.hides()).isFalse();
        notes.unwatched();
        assertThat(notes.hides()).isTrue();
    }
}
