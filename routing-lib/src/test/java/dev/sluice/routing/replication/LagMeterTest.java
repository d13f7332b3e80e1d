package dev.sluice.routing.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.replication.Lag.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The situations are real ones, with the figures that PostgreSQL 18 gave in them. */
class LagMeterTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final String WRITTEN = "0/3000000";
    private static final Lsn PRIMARY_AT = Lsn.parse(WRITTEN);

    /** The observer's clock is half an hour fast; lag by commit time must come from the primary's clock alone. */
    private static final Duration OBSERVER_AHEAD = Duration.ofMinutes(30);

    private record Case(
            String name, @Nullable PrimarySample primary, List<PrimarySample> before, Facts replica, Lag expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> situations() {
        return Stream.of(
                new Case(
                        "primary idle for 6 s, replica caught up",
                        primary(),
                        List.of(),
                        Facts.standby(WRITTEN).replayedCommit(ago(6.03)),
                        Lag.NONE),
                new Case(
                        "only log without commits since the last transaction, all of it replayed",
                        primary(),
                        List.of(sample("0/2000000", 30)),
                        Facts.standby(WRITTEN).replayedCommit(ago(5.2)),
                        Lag.NONE),
                new Case(
                        "only log without commits, not replayed yet: the own sample is the closer bound",
                        primary(),
                        List.of(sample("0/2FFFF00", 3)),
                        Facts.standby("0/2FFFF00").replayedCommit(ago(5000)),
                        known(3, 256, 256, 0)),
                new Case(
                        "receiver cut, primary writes 20 MB",
                        primary(),
                        List.of(),
                        Facts.standby(behind(21_342_632))
                                .receiver(Receiver.ABSENT)
                                .replayedCommit(ago(72.8)),
                        known(72.8, 21_342_632, 21_342_632, 0)),
                new Case(
                        "the same, replica restarted while cut: received is NULL",
                        primary(),
                        List.of(),
                        Facts.standby(behind(21_342_632))
                                .receiver(Receiver.ABSENT)
                                .received(null)
                                .replayedCommit(ago(74)),
                        known(74, 21_342_632, 21_342_632, 0)),
                new Case(
                        "replay paused, 2 MB arrive",
                        primary(),
                        List.of(),
                        Facts.standby(behind(2_134_304))
                                .received(WRITTEN)
                                .replayPaused()
                                .replayedCommit(ago(7.9)),
                        known(7.9, 2_134_304, 0, 2_134_304)),
                new Case(
                        "part is on the way and part waits for replay",
                        primary(),
                        List.of(),
                        Facts.standby(behind(3_000)).received(behind(1_000)).replayedCommit(ago(1)),
                        known(1, 3_000, 1_000, 2_000)),
                new Case(
                        "no commit was ever replayed, but an own sample is reached",
                        primary(),
                        List.of(sample(behind(100), 12)),
                        Facts.standby(behind(100)).replayedCommit(null),
                        known(12, 100, 100, 0)),
                new Case(
                        "no commit was ever replayed and no sample is reached",
                        primary(),
                        List.of(sample(behind(99), 12)),
                        Facts.standby(behind(100)).replayedCommit(null),
                        new Lag.Unknown(Cause.NO_BOUND, 100L)),
                new Case(
                        "the commit is the closer bound",
                        primary(),
                        List.of(sample(behind(100), 30)),
                        Facts.standby(behind(100)).replayedCommit(ago(2)),
                        known(2, 100, 100, 0)),
                new Case(
                        "the primary wrote on after it was asked, and the replica has that already",
                        primary(),
                        List.of(),
                        Facts.standby("0/3000100").replayedCommit(ago(-0.01)),
                        Lag.NONE),
                new Case(
                        "received but not replayed, beyond what the primary was seen at",
                        primary(),
                        List.of(),
                        Facts.standby(behind(50)).received("0/3000100").replayedCommit(ago(0.2)),
                        known(0.2, 50, 0, 50)),
                new Case(
                        "replayed from an archive beyond what was ever received",
                        primary(),
                        List.of(),
                        Facts.standby(behind(50)).received(behind(5_000)).replayedCommit(ago(1)),
                        known(1, 50, 50, 0)),
                new Case(
                        "the last commit is of this moment: behind in bytes, not in time",
                        primary(),
                        List.of(),
                        Facts.standby(behind(50)).replayedCommit(ago(-0.5)),
                        known(0, 50, 50, 0)),
                new Case(
                        "primary unreadable",
                        null,
                        List.of(sample(WRITTEN, 30)),
                        Facts.standby(WRITTEN).replayedCommit(ago(1)),
                        new Lag.Unknown(Cause.PRIMARY_UNREADABLE, null)),
                new Case(
                        "replica refuses its position",
                        primary(),
                        List.of(),
                        Facts.standby(WRITTEN).refusing(Capability.POSITION),
                        new Lag.Unknown(Cause.REFUSED, null)),
                new Case(
                        "replica refuses its position, primary unreadable",
                        null,
                        List.of(),
                        Facts.standby(WRITTEN).refusing(Capability.POSITION),
                        new Lag.Unknown(Cause.REFUSED, null)),
                new Case(
                        "replica has replayed nothing yet",
                        primary(),
                        List.of(),
                        Facts.standby(WRITTEN).position(null),
                        new Lag.Unknown(Cause.REPLICA_UNREADABLE, null)),
                new Case(
                        "other capabilities refused: positions are enough",
                        primary(),
                        List.of(sample(behind(10), 4)),
                        Facts.standby(behind(10))
                                .received(null)
                                .refusing(Capability.RECEIVED, Capability.RECEIVER, Capability.REPLAYED_COMMIT),
                        known(4, 10, 10, 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void theLagIsTheTruth(Case situation) {
        assertThat(measure(situation.primary(), situation.before(), situation.replica()))
                .isEqualTo(situation.expected());
    }

    static Stream<Case> timelines() {
        PrimarySample promoted = new PrimarySample(PRIMARY_AT, 2, serverTime(NOW), NOW);
        Lag other = new Lag.Unknown(Cause.OTHER_TIMELINE, null);
        return Stream.of(
                new Case(
                        "follows the promotion",
                        promoted,
                        List.of(),
                        Facts.standby(WRITTEN).timeline(2),
                        Lag.NONE),
                new Case(
                        "still follows the old primary, whose position is the higher one",
                        promoted,
                        List.of(),
                        Facts.standby("0/60D2090").timeline(1).replayedCommit(ago(0.1)),
                        other),
                new Case(
                        "still follows the old primary, with fresh commits of it",
                        promoted,
                        List.of(),
                        Facts.standby(behind(100)).timeline(1).replayedCommit(ago(0.1)),
                        other),
                new Case(
                        "follows a newer primary than the one that is known",
                        new PrimarySample(PRIMARY_AT, 1, serverTime(NOW), NOW),
                        List.of(),
                        Facts.standby(WRITTEN).timeline(2),
                        other),
                new Case(
                        "without the right to see the receiver the timeline may be an old one",
                        promoted,
                        List.of(),
                        Facts.standby(WRITTEN).timeline(1).withoutStatistics(),
                        Lag.NONE),
                new Case(
                        "without a receiver the timeline may be an old one",
                        promoted,
                        List.of(),
                        Facts.standby(WRITTEN).timeline(1).receiver(Receiver.ABSENT),
                        Lag.NONE),
                new Case("not told", promoted, List.of(), Facts.standby(WRITTEN).timeline(null), Lag.NONE),
                new Case("not told by the primary", primary(), List.of(), Facts.standby(WRITTEN), Lag.NONE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("timelines")
    void positionsOfTwoTimelinesAreNotCompared(Case situation) {
        assertThat(measure(situation.primary(), situation.before(), situation.replica()))
                .isEqualTo(situation.expected());
    }

    @Test
    void timePassesBetweenThePrimarysAnswerAndTheReplicas() {
        PrimarySample primary = primary();
        Lag lag = LagMeter.measure(
                primary,
                historyOf(List.of(sample(behind(10), 3)), primary),
                Facts.standby(behind(10)).replayedCommit(ago(2)).get(),
                NOW.plusMillis(500));
        assertThat(lag).isEqualTo(known(2.5, 10, 10, 0));
    }

    @Test
    void aSampleIsTakenFromAPrimarysAnswer() {
        ServerFacts answer = Facts.primary(WRITTEN).timeline(3).get();
        assertThat(PrimarySample.of(answer, NOW)).contains(new PrimarySample(PRIMARY_AT, 3, Facts.SERVER_TIME, NOW));
        assertThat(PrimarySample.of(
                        Facts.primary(WRITTEN).refusing(Capability.POSITION).get(), NOW))
                .isEmpty();
    }

    private static Lag measure(@Nullable PrimarySample primary, List<PrimarySample> before, Facts replica) {
        return LagMeter.measure(primary, historyOf(before, primary), replica.get(), NOW);
    }

    private static PrimaryHistory historyOf(List<PrimarySample> before, @Nullable PrimarySample newest) {
        var history = new PrimaryHistory();
        before.forEach(history::add);
        if (newest != null) {
            history.add(newest);
        }
        return history;
    }

    private static PrimarySample primary() {
        return sample(WRITTEN, 0);
    }

    private static PrimarySample sample(String position, long secondsAgo) {
        Instant at = NOW.minusSeconds(secondsAgo);
        return new PrimarySample(Lsn.parse(position), null, serverTime(at), at);
    }

    private static Instant serverTime(Instant observed) {
        return observed.minus(OBSERVER_AHEAD);
    }

    private static Instant ago(double seconds) {
        return serverTime(NOW).minus(duration(seconds));
    }

    private static String behind(long bytes) {
        return new Lsn(PRIMARY_AT.value() - bytes).toString();
    }

    private static Lag known(double seconds, long bytes, long transport, long replay) {
        return new Lag.Known(duration(seconds), bytes, transport, replay);
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
