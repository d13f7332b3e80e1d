package dev.sluice.routing.connect;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time since a start that runs evenly: a correction of the machine's clock makes no connection late and no replica
 * look behind.
 */
public final class MonotonicTime implements InstantSource {

    private final Instant start;
    private final long startNanos = System.nanoTime();

    /** Begins at this instant. */
    public MonotonicTime(Instant start) {
        this.start = start;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
