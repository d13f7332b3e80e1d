package dev.sluice.analysis.migration;

import dev.sluice.analysis.migration.MigrationFile.Prelude;
import java.util.ArrayList;
import java.util.List;

/**
 * The session with which each file begins: a new one, but where the tool runs something in it first. Then all run in that one, and
 * what a migration sets lasts too. Not safe for use by several threads.
 */
final class CarriedSession {

    private final List<Session> beforeEach = new ArrayList<>();
    private Session session;
    private boolean lasts;

    CarriedSession(Session begin) {
        this.session = begin;
    }

    /** The one with which that file begins. */
    Session before(MigrationFile file) {
        // What it sets itself has to be told from what was set before.
        return file.prelude() == Prelude.BEFORE_EACH ? session.asBegin() : session;
    }

    /**
     * Goes on behind that file.
     *
     * @param end the session as it leaves it
     */
    void after(MigrationFile file, Session end) {
        if (file.prelude() == Prelude.ONCE) {
            session = session.withTimeoutsOf(end);
        } else if (file.prelude() == Prelude.BEFORE_EACH) {
            beforeEach.add(end);
            session = session.withTimeoutsSetIn(end);
        } else if (lasts && !file.applied()) {
            // The migration may have been run before, and another session is that of the later ones.
            session = session.withWeakerTimeoutsOf(end);
            for (Session set : beforeEach) {
                session = session.withTimeoutsSetIn(set);
            }
        }
        lasts |= file.prelude() != Prelude.NONE;
    }
}
