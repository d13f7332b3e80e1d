package dev.sluice.routing.cache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Values that their codec cannot encode: each type is told once, since all its values mostly share the fault. Thread-safe. */
final class EncodingFaults {

    /** There are not so many types. */
    private static final int MOST = 1000;

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * What to say of a value; null when its type has been told.
     *
     * @param shape of its codec
     */
    @Nullable
    String news(String key, String shape, Object value, Throwable fault) {
        boolean isNew = told.size() < MOST && told.add(shape);
        return !isNew
                ? null
                : "The value of " + key + " cannot be encoded, so it is not cached, nor are others of "
                        + value.getClass().getName() + " with the same fault, which are not told again: "
                        + firstLine(fault);
    }

    // Jackson says in the first line what is wrong and which module to add, and behind that where in the value.
    private static String firstLine(Throwable fault) {
        return fault.toString().lines().findFirst().orElse("");
    }
}
