package dev.sluice.routing.cache.policy;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A Redis that the policy named before, and that applications which do not know of the change may still read.
 *
 * @param redis where it is
 * @param until when the operator takes it out of the document, by the operator's clock. Who reads the document
 *     compares it with its time of publication, and with no clock
 */
public record FormerRedis(RedisLocation redis, Instant until) {

    /** So many count at most, the latest. */
    public static final int MOST = 4;

    public FormerRedis {
        requireNonNull(redis, "redis is null");
        requireNonNull(until, "until is null");
    }
}
