package dev.sluice.routing.replication;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far a replica is behind its primary. Unknown is never to be read as zero. */
public sealed interface Lag {

    /** No lag at all. */
    Lag NONE = new Known(Duration.ZERO, 0, 0, 0);

    /**
     * A measured lag.
     *
     * @param time at most this much behind: zero when everything that the primary had written is replayed, else an
     *     upper bound
     * @param bytes log that is written but not replayed; {@code transportBytes + replayBytes}
     * @param transportBytes log that is written but not received: the network or the receiver is slow
     * @param replayBytes log that is received but not replayed: replay is slow, paused or in conflict with queries
     */
    record Known(Duration time, long bytes, long transportBytes, long replayBytes) implements Lag {}

    /**
     * A lag that can't be told in time.
     *
     * @param why what is missing
     * @param bytes the bytes behind where those at least are known
     */
    record Unknown(Cause why, @Nullable Long bytes) implements Lag {}

    /** Why a lag is unknown. */
    enum Cause {
        /** The primary's position could not be read. */
        PRIMARY_UNREADABLE,
        /** The replica's position could not be read. */
        REPLICA_UNREADABLE,
        /** The server refuses the functions that tell a position, as some managed services do. */
        REFUSED,
        /** The replica receives from a server on another timeline than the primary's: positions don't compare. */
        OTHER_TIMELINE,
        /** The replica is behind, and neither a commit time nor an own sample says since when. */
        NO_BOUND
    }
}
