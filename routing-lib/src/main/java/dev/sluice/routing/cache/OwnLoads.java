package dev.sluice.routing.cache;

import java.util.ArrayDeque;
import java.util.Deque;

/** The keys that each thread loads just now: a loader that reads one of its own would wait for itself. Thread-safe. */
final class OwnLoads {

    private static final ThreadLocal<Deque<Own>> HERE = new ThreadLocal<>();

    /** A load of one cache; another cache has other values under the same key. */
    private record Own(OwnLoads loads, String key) {}

    boolean contains(String key) {
        Deque<Own> here = HERE.get();
        return here != null && here.contains(new Own(this, key));
    }

    /** A step of a load. */
    @FunctionalInterface
    interface Step<T, E extends Exception> {
        T run() throws E;
    }

    /** Runs the step of a key's load that is done on this thread. */
    <T, E extends Exception> T during(String key, Step<T, E> step) throws E {
        Deque<Own> here = HERE.get();
        if (here == null) {
            here = new ArrayDeque<>();
            HERE.set(here);
        }
        here.push(new Own(this, key));
        try {
            return step.run();
        } finally {
            here.pop();
            if (here.isEmpty()) {
                HERE.remove();
            }
        }
    }
}
