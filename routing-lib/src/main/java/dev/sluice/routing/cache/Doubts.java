package dev.sluice.routing.cache;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Whether a data source of this process knows of a second primary. What was loaded then may be what others have overwritten on
 * the other one, where nobody sees it. Thread-safe.
 */
final class Doubts {

    private final List<BooleanSupplier> sources = new CopyOnWriteArrayList<>();

    void add(BooleanSupplier source) {
        sources.add(source);
    }

    void remove(BooleanSupplier source) {
        sources.remove(source);
    }

    boolean any() {
        return sources.stream().anyMatch(BooleanSupplier::getAsBoolean);
    }
}
