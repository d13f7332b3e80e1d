package dev.sluice.routing.jdbc;

import java.time.Duration;

/**
 * The connection pools. Each endpoint in use has one; it opens connections when they are first needed and closes those
 * that nobody has needed for a while.
 *
 * @param primarySize the most connections to the primary
 * @param replicaSize the most connections to each replica
 * @param acquireTimeout how long a call waits for a connection, over all endpoints that it tries
 * @param idleTimeout after which an unused connection is closed, from 10 s
 * @param maxLifetime after which a connection is replaced, from 30 s
 */
public record PoolOptions(
        int primarySize, int replicaSize, Duration acquireTimeout, Duration idleTimeout, Duration maxLifetime) {

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);
    private static final Duration SHORTEST_IDLE = Duration.ofSeconds(10);
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(30);

    /** 20 and 15 connections, 10 s, 5 min, 30 min. */
    public static final PoolOptions DEFAULT =
            new PoolOptions(20, 15, Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(30));

    public PoolOptions {
        if (primarySize < 1 || replicaSize < 1) {
            throw new IllegalArgumentException(
                    "pool sizes are " + primarySize + " and " + replicaSize + ", expected 1 or more");
        }
        atLeast("acquireTimeout", acquireTimeout, SHORTEST_WAIT);
        atLeast("idleTimeout", idleTimeout, SHORTEST_IDLE);
        atLeast("maxLifetime", maxLifetime, SHORTEST_LIFE);
    }

    private static void atLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", expected " + least.toMillis() + " ms or more");
        }
    }
}
