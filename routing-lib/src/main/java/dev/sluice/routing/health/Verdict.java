package dev.sluice.routing.health;

import dev.sluice.routing.replication.Lag;
import dev.sluice.routing.replication.Receiver;
import dev.sluice.routing.replication.ServerFacts;
import dev.sluice.routing.topology.EndpointState;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What is held true of one member, and why.
 *
 * @param state decides whether it is used
 * @param reason the cause in one word
 * @param message the cause for a person, with figures and the remedy
 */
public record Verdict(EndpointState state, Reason reason, String message) {

    /** Of a member that has not been asked yet. */
    public static final Verdict NOT_PROBED =
            new Verdict(EndpointState.UNKNOWN, Reason.NotProbedYet, "No probe has ended yet.");

    private static final Verdict HEALTHY = new Verdict(EndpointState.HEALTHY, Reason.Ok, "");

    private static final Verdict UNMEASURED = new Verdict(
            EndpointState.UNKNOWN,
            Reason.LagUnknown,
            "The primary cannot be read, so the lag is not known and has not been before.");

    /** Of a member that did not answer: what was held true stays until the failures reach their threshold. */
    public static Verdict failed(Reachability reachability, Failure failure, Verdict before) {
        if (reachability.status() == Reachability.Status.DOWN) {
            return new Verdict(EndpointState.UNREACHABLE, failure.reason(), failure.message());
        }
        boolean nothingHeld =
                reachability.status() == Reachability.Status.UNKNOWN || before.state() == EndpointState.UNKNOWN;
        return nothingHeld ? new Verdict(EndpointState.UNKNOWN, failure.reason(), failure.message()) : before;
    }

    /** Of a member that answered, but not yet often enough to count as reachable again. */
    public static Verdict recovering(Reachability reachability, Thresholds thresholds) {
        return new Verdict(
                EndpointState.UNREACHABLE,
                Reason.Recovering,
                "Answers again: " + reachability.successes() + " of " + thresholds.success() + " answers in a row.");
    }

    /** Of a member that answered and is the primary. */
    public static Verdict primary() {
        return HEALTHY;
    }

    /** Of a member that answered but is neither the primary nor one of its replicas. */
    public static Verdict wrongRole(Standing standing) {
        return switch (standing) {
            case SECOND_PRIMARY ->
                new Verdict(
                        EndpointState.WRONG_ROLE,
                        Reason.SecondPrimary,
                        "It accepts writes, but is not the member that writes go to. If another one is the right"
                                + " primary, stop this one, then make it a standby of that one.");
            case STALE_PRIMARY ->
                new Verdict(
                        EndpointState.WRONG_ROLE,
                        Reason.StaleTimeline,
                        "It accepts writes on an older timeline than the one already published. Make it a standby of"
                                + " the newer primary; after a restore on purpose set the annotation"
                                + " sluice.dev/accept-timeline.");
            case FOREIGN ->
                new Verdict(
                        EndpointState.WRONG_ROLE,
                        Reason.ForeignSystem,
                        "Its system identifier differs from that of the other members: it is a copy of another"
                                + " database. Correct host and port.");
            case PRIMARY, REPLICA -> throw new IllegalArgumentException(standing + " is no wrong role");
        };
    }

    /**
     * Of a member that answered and is a standby of the cluster's database.
     *
     * @param lag by the same answer
     * @param limits that hold for it
     * @param before what was held of it before this answer
     * @param primaryJustStarted whether its receiver may still be on its way back to a primary that was restarted; what it
     *     misses is measured all the same
     */
    public static Verdict replica(
            ServerFacts facts, Lag lag, LagLimits limits, Verdict before, boolean primaryJustStarted) {
        if (lag instanceof Lag.Known known) {
            return overLimit(facts, known, limits).orElseGet(() -> primaryJustStarted ? HEALTHY : following(facts));
        }
        return unknownLag(facts, (Lag.Unknown) lag, before);
    }

    private static Verdict following(ServerFacts facts) {
        return facts.receiver() == Receiver.ABSENT
                ? lagging(
                        Reason.ReceiverDown,
                        "No WAL receiver runs, so it cannot follow its primary. See its log; check primary_conninfo,"
                                + " the replication slot and the network to the primary.")
                : HEALTHY;
    }

    private static Optional<Verdict> overLimit(ServerFacts facts, Lag.Known lag, LagLimits limits) {
        boolean late = lag.time().compareTo(limits.time()) > 0;
        boolean large = limits.bytes() != null && lag.bytes() > limits.bytes();
        if (!late && !large) {
            return Optional.empty();
        }
        String figures = "Up to " + seconds(lag.time()) + " and " + lag.bytes() + " bytes behind ("
                + lag.transportBytes() + " not received, " + lag.replayBytes() + " not replayed); the limit is "
                + (late ? seconds(limits.time()) : limits.bytes() + " bytes") + ".";
        if (facts.replayPaused()) {
            return Optional.of(lagging(
                    Reason.ReplayPaused, figures + " Replay is paused: SELECT pg_wal_replay_resume() on the replica."));
        }
        if (facts.receiver() == Receiver.ABSENT) {
            return Optional.of(lagging(Reason.ReceiverDown, figures + " No WAL receiver runs: see the replica's log."));
        }
        return Optional.of(lagging(late ? Reason.LagTime : Reason.LagBytes, figures));
    }

    private static Verdict unknownLag(ServerFacts facts, Lag.Unknown lag, Verdict before) {
        return switch (lag.why()) {
            case REFUSED ->
                new Verdict(
                        EndpointState.HEALTHY,
                        Reason.LagRefused,
                        "The server refuses to tell its position, so its lag is not known.");
            case NO_BOUND ->
                lagging(
                        Reason.LagUnbounded,
                        lag.bytes() + " bytes behind, and nothing tells since when; known after the next probes.");
            case REPLICA_UNREADABLE -> lagging(Reason.LagUnbounded, "It is in recovery but has replayed nothing yet.");
            case OTHER_TIMELINE ->
                lagging(
                        Reason.OtherTimeline,
                        "It receives log of timeline " + facts.timeline() + ", which is not the primary's. Point"
                                + " primary_conninfo to the primary; if the log there does not fit, run pg_rewind or"
                                + " take a new base backup.");
            // Reads must not stop with the primary: what was measured last goes on to hold. Never measured is not safe.
            case PRIMARY_UNREADABLE -> keepsStanding(before) ? before : UNMEASURED;
        };
    }

    private static boolean keepsStanding(Verdict before) {
        return before.state() == EndpointState.HEALTHY || before.state() == EndpointState.LAGGING;
    }

    /** The same verdict, out of rotation because the spec drains the member; see {@link #leftOut}. */
    public Verdict drained() {
        return leftOut(Reason.Drained);
    }

    /**
     * The same verdict, out of rotation though the member could serve reads; one that could not, such as one that is behind,
     * stays what it is. So who reads that a member is left out knows that it is well.
     *
     * @param why {@link Reason#Drained}, {@link Reason#Terminating} or {@link Reason#NotReady}
     */
    public Verdict leftOut(Reason why) {
        String message = switch (why) {
            case Drained -> "The spec drains it (drain: true).";
            case Terminating -> "Its pod is about to end.";
            case NotReady -> "Its pod is not ready, so its Service sends it nothing either: see kubectl describe pod.";
            default -> throw new IllegalArgumentException(why + " leaves no member out");
        };
        return state == EndpointState.HEALTHY ? new Verdict(EndpointState.DRAINING, why, message) : this;
    }

    private static Verdict lagging(Reason reason, String message) {
        return new Verdict(EndpointState.LAGGING, reason, message);
    }

    private static String seconds(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + " ms";
        }
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
