package dev.sluice.routing.monitor;

import dev.sluice.routing.health.Failure;
import dev.sluice.routing.replication.ServerFacts;
import java.time.Instant;

/** What came of asking one endpoint. */
sealed interface Answer {

    /**
     * It answered.
     *
     * @param at when, by the library's clock
     */
    record Given(ServerFacts facts, Instant at) implements Answer {}

    /** It did not. */
    record Missing(Failure failure) implements Answer {}
}
