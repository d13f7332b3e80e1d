package dev.sluice.operator.fleet;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Beats each second by the same kind of timer that the rounds begin by. Thread-safe. */
@ApplicationScoped
public class Heartbeat {

    private static final long PERIOD_MILLIS = 1000;
    private static final Duration TOO_LONG = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final Clock clock;
    private volatile Instant beat;

    Heartbeat(Vertx vertx, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.beat = clock.instant();
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(PERIOD_MILLIS, id -> beat = clock.instant());
    }

    /** How long ago it beat last. */
    public Duration age() {
        return Duration.between(beat, clock.instant());
    }

    /** Whether the timers run. */
    public boolean beats() {
        return age().compareTo(TOO_LONG) < 0;
    }
}
