package dev.sluice.operator.probe;

import dev.sluice.routing.health.Failure;
import dev.sluice.routing.replication.ServerFacts;
import java.time.Duration;
import java.time.Instant;

/** The outcome of one probe. */
public sealed interface Observation {

    /** How long the probe took, connecting included where it had to. */
    Duration took();

    /**
     * The server answered.
     *
     * @param facts its answer
     * @param at when it answered
     * @param took how long the probe took
     * @param latency how long the question alone took
     */
    record Answered(ServerFacts facts, Instant at, Duration took, Duration latency) implements Observation {}

    /**
     * It did not, or not in time.
     *
     * @param failure why
     * @param took how long it took to know
     */
    record Failed(Failure failure, Duration took) implements Observation {}
}
