package dev.sluice.routing.cache;

import java.util.ArrayDeque;
import java.util.Deque;

/** Lets so many at once and the others wait in line. Never blocks. Thread-safe. */
final class LoadLimit {

    private final Deque<Runnable> line = new ArrayDeque<>();
    private int free;

    LoadLimit(int most) {
        free = most;
    }

    /** Runs {@code start} now or when it is its turn; whoever was let in calls {@link #leave} in the end. */
    void enter(Runnable start) {
        synchronized (this) {
            if (free == 0) {
                line.add(start);
                return;
            }
            free--;
        }
        start.run();
    }

    /** Gives the place to the next in line. */
    void leave() {
        Runnable next;
        synchronized (this) {
            next = line.poll();
            if (next == null) {
                free++;
                return;
            }
        }
        next.run();
    }
}
