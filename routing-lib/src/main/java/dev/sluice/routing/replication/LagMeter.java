package dev.sluice.routing.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Computes the lag of a replica. The primary's position must have been read before the replica's.
 *
 * <p>What is not used, and why (each was measured on PostgreSQL 18): {@code now() - pg_last_xact_replay_timestamp()}
 * alone grows on an idle primary; "all received log is replayed, so the lag is zero" is zero while the receiver is cut
 * off; {@code pg_stat_replication} has no row for a replica that is cut off, and keeps the last {@code replay_lag} while
 * replay is paused. What is used: bytes are the primary's position minus the replayed one. Time is zero when the replica
 * has replayed that position, else the smaller of two upper bounds: the primary's clock minus the commit time of the
 * last replayed transaction, and the age of the newest own sample of the primary that the replica has replayed.
 */
public final class LagMeter {

    private LagMeter() {}

    /**
     * Measures one replica.
     *
     * @param primary the newest sample of the primary, null when it could not be read
     * @param history earlier samples of the same primary, the newest included
     * @param replica the replica's answer
     * @param at when the replica answered, by the observer's clock
     */
    public static Lag measure(
            @Nullable PrimarySample primary, PrimaryHistory history, ServerFacts replica, Instant at) {
        if (replica.hidesPosition()) {
            return new Lag.Unknown(Lag.Cause.REFUSED, null);
        }
        Lsn replayed = replica.position();
        if (replayed == null) {
            return new Lag.Unknown(Lag.Cause.REPLICA_UNREADABLE, null);
        }
        if (primary == null) {
            return new Lag.Unknown(Lag.Cause.PRIMARY_UNREADABLE, null);
        }
        if (followsAnother(primary, replica)) {
            return new Lag.Unknown(Lag.Cause.OTHER_TIMELINE, null);
        }
        long bytes = primary.position().bytesAheadOf(replayed);
        if (bytes == 0) {
            return Lag.NONE;
        }
        Optional<Duration> time = timeBound(primary, history, replica, replayed, at);
        if (time.isEmpty()) {
            return new Lag.Unknown(Lag.Cause.NO_BOUND, bytes);
        }
        long transport = transportBytes(primary.position(), replayed, replica.received());
        return new Lag.Known(time.get(), bytes, transport, bytes - transport);
    }

    // A replica of a primary that was left behind has often a higher position than the new primary, and fresh commits.
    // Only a receiver that may be seen tells the timeline at once; what else does follows at the next restart point.
    private static boolean followsAnother(PrimarySample primary, ServerFacts replica) {
        return replica.seesStatistics()
                && replica.receiver() == Receiver.PRESENT
                && primary.timeline() != null
                && replica.timeline() != null
                && !primary.timeline().equals(replica.timeline());
    }

    // A standby that has received nothing since its start says NULL: what it replayed is all it has.
    private static long transportBytes(Lsn written, Lsn replayed, @Nullable Lsn received) {
        Lsn has = received != null && received.reaches(replayed) ? received : replayed;
        return written.bytesAheadOf(has);
    }

    private static Optional<Duration> timeBound(
            PrimarySample primary, PrimaryHistory history, ServerFacts replica, Lsn replayed, Instant at) {
        Optional<Duration> bySample =
                history.newestReachedBy(replayed).map(seen -> notNegative(Duration.between(seen, at)));
        Instant commit = replica.replayedCommit();
        if (commit == null) {
            return bySample;
        }
        Instant primaryNow = primary.serverTime().plus(Duration.between(primary.at(), at));
        Duration byCommit = notNegative(Duration.between(commit, primaryNow));
        return Optional.of(bySample.filter(age -> age.compareTo(byCommit) < 0).orElse(byCommit));
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
