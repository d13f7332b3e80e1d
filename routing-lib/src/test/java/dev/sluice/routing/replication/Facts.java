package dev.sluice.routing.replication;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds a server's answer from what a test cares about; the rest is that of a healthy server. */
public final class Facts {

    /** When all answers are given, by the servers' clock. */
    public static final Instant SERVER_TIME = Instant.parse("2026-11-24T10:00:00Z");

    /** The database that all servers are copies of unless a test says otherwise. */
    public static final String SYSTEM = "7431000000000000001";

    private final boolean inRecovery;
    private @Nullable String system = SYSTEM;
    private @Nullable Integer timeline = 1;
    private @Nullable Lsn position;
    private @Nullable Lsn received;
    private @Nullable Instant replayedCommit;
    private Receiver receiver;
    private boolean replayPaused;
    private boolean seesStatistics = true;
    private Set<Capability> refused = Set.of();

    private Facts(boolean inRecovery, @Nullable Lsn position, Receiver receiver) {
        this.inRecovery = inRecovery;
        this.position = position;
        this.received = inRecovery ? position : null;
        this.receiver = receiver;
    }

    /** A primary that has written up to there. */
    public static Facts primary(String position) {
        return new Facts(false, Lsn.parse(position), Receiver.UNKNOWN);
    }

    /** A standby that has received and replayed up to there and goes on to receive. */
    public static Facts standby(String replayed) {
        return new Facts(true, Lsn.parse(replayed), Receiver.PRESENT);
    }

    public Facts system(@Nullable String identifier) {
        this.system = identifier;
        return this;
    }

    public Facts timeline(@Nullable Integer number) {
        this.timeline = number;
        return this;
    }

    public Facts position(@Nullable Lsn lsn) {
        this.position = lsn;
        return this;
    }

    public Facts received(@Nullable String lsn) {
        this.received = lsn == null ? null : Lsn.parse(lsn);
        return this;
    }

    public Facts replayedCommit(@Nullable Instant commit) {
        this.replayedCommit = commit;
        return this;
    }

    public Facts receiver(Receiver state) {
        this.receiver = state;
        return this;
    }

    public Facts replayPaused() {
        this.replayPaused = true;
        return this;
    }

    public Facts withoutStatistics() {
        this.seesStatistics = false;
        return this;
    }

    public Facts refusing(Capability... capabilities) {
        this.refused = Set.of(capabilities);
        if (refused.contains(Capability.POSITION)) {
            this.position = null;
        }
        return this;
    }

    public ServerFacts get() {
        return new ServerFacts(
                inRecovery,
                system,
                timeline,
                position,
                received,
                SERVER_TIME,
                null,
                replayedCommit,
                receiver,
                replayPaused,
                seesStatistics,
                refused);
    }
}
