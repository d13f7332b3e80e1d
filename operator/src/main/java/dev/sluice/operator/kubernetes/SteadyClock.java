package dev.sluice.operator.kubernetes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The time of day, but it never steps back. A machine's clock that is set back by ten minutes would otherwise delay
 * rounds of probes by as much, and make a lag look negative. Runs by the monotonic clock, and follows the machine's when
 * that is ahead. Thread-safe.
 */
final class SteadyClock extends Clock {

    /** Smaller differences are not worth a step. */
    private static final Duration AHEAD = Duration.ofMillis(10);

    private final InstantSource machine;
    private final LongSupplier nanoTime;
    private Instant anchor;
    private long anchoredAt;

    SteadyClock(InstantSource machine, LongSupplier nanoTime) {
        this.machine = machine;
        this.nanoTime = nanoTime;
        this.anchor = machine.instant();
        this.anchoredAt = nanoTime.getAsLong();
    }

    @Override
    public synchronized Instant instant() {
        long now = nanoTime.getAsLong();
        Instant steady = anchor.plusNanos(now - anchoredAt);
        Instant told = machine.instant();
        if (told.isAfter(steady.plus(AHEAD))) {
            anchor = told;
            anchoredAt = now;
            return told;
        }
        return steady;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("only instants are asked of this clock");
    }
}
