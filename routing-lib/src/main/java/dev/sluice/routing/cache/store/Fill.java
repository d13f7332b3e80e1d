package dev.sluice.routing.cache.store;

import dev.sluice.routing.cache.decision.Lifetime;
import java.time.Duration;

/**
 * A value that has been loaded.
 *
 * @param lookup the question that gave the right to load
 * @param stamp as the answer had it
 * @param position where in the database's history the value was read
 * @param lifetime how long it may be given out, from now on
 * @param loading how long loading took
 * @param value to be stored
 */
public record Fill(
        Lookup lookup, String stamp, ReadPosition position, Lifetime lifetime, Duration loading, Content value) {}
