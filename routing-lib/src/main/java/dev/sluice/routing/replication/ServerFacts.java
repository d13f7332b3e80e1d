package dev.sluice.routing.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one server said of itself in one answer. A component is null where the server does not know it or refuses to
 * say; null never stands for zero.
 *
 * @param inRecovery whether it is a standby
 * @param systemIdentifier the same on all copies of one database
 * @param timeline grows by at least one with each promotion
 * @param position written log on a primary, replayed log on a standby
 * @param received received log on a standby
 * @param serverTime the server's clock at the answer
 * @param startedAt when the server was started, by its own clock
 * @param replayedCommit commit time, by the primary's clock, of the last replayed transaction
 * @param receiver whether a log receiver runs
 * @param replayPaused whether replay is paused
 * @param seesStatistics whether the login has the rights of {@code pg_read_all_stats}
 * @param refused what the server refuses to answer
 */
public record ServerFacts(
        boolean inRecovery,
        @Nullable String systemIdentifier,
        @Nullable Integer timeline,
        @Nullable Lsn position,
        @Nullable Lsn received,
        Instant serverTime,
        @Nullable Instant startedAt,
        @Nullable Instant replayedCommit,
        Receiver receiver,
        boolean replayPaused,
        boolean seesStatistics,
        Set<Capability> refused) {

    // A receiver that has lost its primary tries again every wal_retrieve_retry_interval, 5 s by default.
    private static final Duration RECEIVERS_RETURN = Duration.ofSeconds(15);

    public ServerFacts {
        refused = Set.copyOf(refused);
    }

    /**
     * Whether this primary was started so lately, less than 15 s ago, that the replica's receiver may not have found it
     * again. One that has replayed more than the primary has written will never find it: the primary was set back.
     */
    public boolean hasJustStartedBefore(ServerFacts replica) {
        return startedAt != null
                && startedAt.plus(RECEIVERS_RETURN).isAfter(serverTime)
                && position != null
                && replica.position != null
                && position.reaches(replica.position);
    }

    /**
     * Whether both are answers of one server, reached by two names perhaps: the same database system, started in the same
     * microsecond. Only answers of the same time compare, since a restart makes another server of it.
     */
    public boolean isSameServerAs(ServerFacts other) {
        return startedAt != null
                && startedAt.equals(other.startedAt)
                && Objects.equals(systemIdentifier, other.systemIdentifier);
    }

    /** Whether the server refuses to say what lag is computed from, as some managed services do. */
    public boolean hidesPosition() {
        return refused.contains(Capability.POSITION);
    }
}
