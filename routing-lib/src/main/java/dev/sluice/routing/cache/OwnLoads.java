package dev.sluice.routing.cache;

import java.util.ArrayDeque;
import java.util.Deque;

/** The keys that this thread loads just now: a loader that reads one of them would wait for itself. Thread-safe. */
final class OwnLoads {

    // Of one cache: another one's loader of a key of that name is no matter. It is taken away with the last key.
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Deque<String>> keys = new ThreadLocal<>();

    boolean contains(String key) {
        Deque<String> here = keys.get();
        return here != null && here.contains(key);
    }

    /** A step of a load. */
    @FunctionalInterface
    interface Step<T, E extends Exception> {
        T run() throws E;
    }

    /** Runs the step of a key's load that is done on this thread. */
    <T, E extends Exception> T during(String key, Step<T, E> step) throws E {
        Deque<String> here = keys.get();
        if (here == null) {
            here = new ArrayDeque<>();
            keys.set(here);
        }
        here.push(key);
        try {
            return step.run();
        } finally {
            here.pop();
            if (here.isEmpty()) {
                keys.remove();
            }
        }
    }
}
