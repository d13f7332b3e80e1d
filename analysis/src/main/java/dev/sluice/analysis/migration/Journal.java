package dev.sluice.analysis.migration;

import java.util.ArrayDeque;
import java.util.Deque;

/** How to undo what has changed since a savepoint; without one nothing is kept. */
final class Journal {

    private final Deque<Runnable> undo = new ArrayDeque<>();
    private boolean kept;

    /** The point that is reached, for {@link #backTo}. */
    int mark() {
        kept = true;
        return undo.size();
    }

    void add(Runnable step) {
        if (kept) {
            undo.push(step);
        }
    }

    void backTo(int mark) {
        while (undo.size() > mark) {
            undo.pop().run();
        }
    }
}
