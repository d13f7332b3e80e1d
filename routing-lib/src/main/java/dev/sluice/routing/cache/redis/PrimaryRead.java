package dev.sluice.routing.cache.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.protocol.CommandType;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * How an entry is read so that the answer itself proves that a primary gave it: {@code GETEX} without options (Redis 6.2) does
 * what {@code GET} does, but counts as a write, which a replica refuses and a server that hands over puts off until it has. It is
 * not told to replicas, and does not make the server track the key, so where entries are tracked it is {@code GET} after all; as
 * it is where the server refuses the other one: because it is older, by its access list, or because it takes no writes now.
 * Thread-safe.
 */
final class PrimaryRead {

    /** So long after a refusal it is tried again. */
    private static final long REFUSED_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Tracking tracking;
    private volatile long triedFrom = System.nanoTime();

    PrimaryRead(Tracking tracking) {
        this.tracking = tracking;
    }

    /** The command by which entries are read now. */
    CommandType command() {
        return tracking.optIn() && System.nanoTime() - triedFrom >= 0 ? CommandType.GETEX : CommandType.GET;
    }

    /** Whether an answer to that command proves that a primary gave it. */
    static boolean proves(CommandType command) {
        return command == CommandType.GETEX;
    }

    /** Behind the next connection may be another server. */
    void lost() {
        triedFrom = System.nanoTime();
    }

    /**
     * Whether the error is a refusal of that command, so that the entry can be read by the other one, once it is known again who
     * answers; from now on, unless it is a replica that has refused.
     */
    boolean isRefused(CommandType command, Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        if (!proves(command) || !(cause instanceof RedisCommandExecutionException) || Refusal.isOfEntry(cause)) {
            return false;
        }
        if (!Refusal.isOfReplica(cause)) {
            triedFrom = System.nanoTime() + REFUSED_NANOS;
        }
        return true;
    }
}
