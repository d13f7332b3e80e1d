package dev.sluice.routing.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.routing.health.Reachability.Status;
import dev.sluice.routing.replication.Facts;
import dev.sluice.routing.replication.Lag;
import dev.sluice.routing.replication.Lag.Cause;
import dev.sluice.routing.replication.Receiver;
import dev.sluice.routing.replication.ServerFacts;
import dev.sluice.routing.topology.EndpointState;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {

    private static final LagLimits FIVE_SECONDS = new LagLimits(Duration.ofSeconds(5), null);
    private static final LagLimits AND_A_MEGABYTE = new LagLimits(Duration.ofSeconds(5), 1_000_000L);
    private static final Failure REFUSED = new Failure(Reason.ConnectionRefused, "db:5432 refuses connections.");
    private static final Verdict WAS_LAGGING = new Verdict(EndpointState.LAGGING, Reason.LagTime, "8 s behind");
    private static final Verdict WAS_WRONG = Verdict.wrongRole(Standing.FOREIGN);

    private record Case(
            String name,
            Facts replica,
            Lag lag,
            LagLimits limits,
            EndpointState state,
            Reason reason,
            List<String> inMessage) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> replicas() {
        Facts standby = Facts.standby("0/1");
        return Stream.of(
                healthy("caught up", standby, Lag.NONE, FIVE_SECONDS),
                healthy("within the limits", standby, known(4.9, 999_999, 0), AND_A_MEGABYTE),
                healthy("exactly at the limits", standby, known(5, 1_000_000, 0), AND_A_MEGABYTE),
                healthy("no limit in bytes", standby, known(1, Long.MAX_VALUE, 0), FIVE_SECONDS),
                healthy(
                        "replay paused but nothing missed",
                        Facts.standby("0/1").replayPaused(),
                        Lag.NONE,
                        FIVE_SECONDS),
                healthy("receiver not told", Facts.standby("0/1").receiver(Receiver.UNKNOWN), Lag.NONE, FIVE_SECONDS),
                lagging(
                        "late",
                        standby,
                        known(5.1, 1_500, 500),
                        FIVE_SECONDS,
                        Reason.LagTime,
                        "5.1 s",
                        "1500 bytes",
                        "500 not received",
                        "1000 not replayed",
                        "the limit is 5.0 s"),
                lagging(
                        "far behind in bytes only",
                        standby,
                        known(1, 1_000_001, 1_000_001),
                        AND_A_MEGABYTE,
                        Reason.LagBytes,
                        "1000001 bytes",
                        "the limit is 1000000 bytes"),
                lagging(
                        "both: the time is named",
                        standby,
                        known(6, 2_000_000, 0),
                        AND_A_MEGABYTE,
                        Reason.LagTime,
                        "the limit is 5.0 s"),
                lagging(
                        "limits below a second are told in milliseconds",
                        standby,
                        known(0.04, 10, 0),
                        new LagLimits(Duration.ofMillis(20), null),
                        Reason.LagTime,
                        "Up to 40 ms",
                        "the limit is 20 ms"),
                lagging(
                        "replay paused",
                        Facts.standby("0/1").replayPaused(),
                        known(7.9, 2_134_304, 0),
                        FIVE_SECONDS,
                        Reason.ReplayPaused,
                        "2134304 bytes",
                        "2134304 not replayed",
                        "SELECT pg_wal_replay_resume()"),
                lagging(
                        "receiver cut and behind",
                        Facts.standby("0/1").receiver(Receiver.ABSENT),
                        known(72.8, 21_342_632, 21_342_632),
                        FIVE_SECONDS,
                        Reason.ReceiverDown,
                        "72.8 s",
                        "21342632 not received",
                        "No WAL receiver runs",
                        "log"),
                lagging(
                        "receiver died while idle: no lag yet, but it cannot follow",
                        Facts.standby("0/1").receiver(Receiver.ABSENT),
                        Lag.NONE,
                        FIVE_SECONDS,
                        Reason.ReceiverDown,
                        "No WAL receiver runs",
                        "primary_conninfo"),
                lagging(
                        "behind since nobody knows when",
                        standby,
                        new Lag.Unknown(Cause.NO_BOUND, 4_096L),
                        FIVE_SECONDS,
                        Reason.LagUnbounded,
                        "4096 bytes",
                        "next probes"),
                lagging(
                        "replayed nothing yet",
                        standby,
                        new Lag.Unknown(Cause.REPLICA_UNREADABLE, null),
                        FIVE_SECONDS,
                        Reason.LagUnbounded,
                        "replayed nothing yet"),
                lagging(
                        "follows another server than the primary",
                        Facts.standby("0/1").timeline(4),
                        new Lag.Unknown(Cause.OTHER_TIMELINE, null),
                        FIVE_SECONDS,
                        Reason.OtherTimeline,
                        "timeline 4",
                        "primary_conninfo",
                        "pg_rewind"),
                new Case(
                        "position refused: unknown, not unhealthy",
                        standby,
                        new Lag.Unknown(Cause.REFUSED, null),
                        FIVE_SECONDS,
                        EndpointState.HEALTHY,
                        Reason.LagRefused,
                        List.of("refuses to tell its position")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replicas")
    void aReplicaIsJudgedByItsLag(Case each) {
        Verdict verdict = Verdict.replica(each.replica().get(), each.lag(), each.limits(), Verdict.NOT_PROBED, false);
        assertThat(verdict.state()).isEqualTo(each.state());
        assertThat(verdict.reason()).isEqualTo(each.reason());
        assertThat(each.inMessage())
                .allSatisfy(part -> assertThat(verdict.message()).contains(part));
        assertThat(verdict.message().isEmpty()).isEqualTo(each.reason() == Reason.Ok);
    }

    @Test
    void withoutThePrimaryWhatWasMeasuredLastGoesOnToHold() {
        assertThat(unreadablePrimary(Verdict.primary())).isEqualTo(Verdict.primary());
        assertThat(unreadablePrimary(WAS_LAGGING)).isEqualTo(WAS_LAGGING);
    }

    @Test
    void withoutThePrimaryWhatWasNeverMeasuredIsNotSafe() {
        Verdict down = new Verdict(EndpointState.UNREACHABLE, Reason.Timeout, "hangs");
        for (Verdict before :
                List.of(Verdict.NOT_PROBED, WAS_WRONG, down, Verdict.primary().drained())) {
            Verdict verdict = unreadablePrimary(before);
            assertThat(verdict.state()).as("before %s", before).isEqualTo(EndpointState.UNKNOWN);
            assertThat(verdict.reason()).isEqualTo(Reason.LagUnknown);
            assertThat(verdict.message()).contains("primary cannot be read");
        }
    }

    @Test
    void aSingleFailureLeavesWhatWasHeldTrue() {
        for (Verdict before : List.of(Verdict.primary(), WAS_LAGGING, WAS_WRONG)) {
            assertThat(Verdict.failed(reachability(Status.UP, 2), REFUSED, before))
                    .isEqualTo(before);
        }
    }

    @Test
    void aConfirmedFailureMakesUnreachableWithItsCause() {
        assertThat(Verdict.failed(reachability(Status.DOWN, 3), REFUSED, Verdict.primary()))
                .isEqualTo(new Verdict(EndpointState.UNREACHABLE, Reason.ConnectionRefused, REFUSED.message()));
    }

    @Test
    void aFailureOfAMemberThatNothingIsHeldOfSaysWhyItIsUnknown() {
        Verdict unknown = new Verdict(EndpointState.UNKNOWN, Reason.ConnectionRefused, REFUSED.message());
        assertThat(Verdict.failed(reachability(Status.UNKNOWN, 1), REFUSED, Verdict.NOT_PROBED))
                .isEqualTo(unknown);
        assertThat(Verdict.failed(reachability(Status.UP, 1), REFUSED, unreadablePrimary(Verdict.NOT_PROBED)))
                .isEqualTo(unknown);
    }

    @Test
    void oneThatAnswersAgainIsNotUsedBeforeItHasDoneSoOftenEnough() {
        Verdict verdict = Verdict.recovering(new Reachability(Status.DOWN, 0, 2), new Thresholds(3, 5));
        assertThat(verdict.state()).isEqualTo(EndpointState.UNREACHABLE);
        assertThat(verdict.reason()).isEqualTo(Reason.Recovering);
        assertThat(verdict.message()).contains("2 of 5 answers");
    }

    @ParameterizedTest
    @CsvSource({
        "SECOND_PRIMARY, SecondPrimary, make it a standby",
        "STALE_PRIMARY, StaleTimeline, sluice.dev/accept-timeline",
        "FOREIGN, ForeignSystem, host and port",
    })
    void aWrongRoleIsNamedWithTheRemedy(Standing standing, Reason reason, String remedy) {
        Verdict verdict = Verdict.wrongRole(standing);
        assertThat(verdict.state()).isEqualTo(EndpointState.WRONG_ROLE);
        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(verdict.message()).contains(remedy);
    }

    @ParameterizedTest
    @EnumSource(names = {"PRIMARY", "REPLICA"})
    void aRightRoleIsNoWrongOne(Standing standing) {
        assertThatThrownBy(() -> Verdict.wrongRole(standing)).hasMessageContaining(standing.name());
    }

    @Test
    void whoeverCouldServeIsDrainedAndWhoeverIsIllStaysIll() {
        Verdict drained = Verdict.primary().drained();
        assertThat(drained.state()).isEqualTo(EndpointState.DRAINING);
        assertThat(drained.reason()).isEqualTo(Reason.Drained);
        assertThat(drained.message()).contains("drain: true");
        Verdict unmeasured = unreadablePrimary(Verdict.NOT_PROBED);
        Verdict down = new Verdict(EndpointState.UNREACHABLE, Reason.Timeout, "hangs");
        for (Verdict ill : List.of(WAS_WRONG, WAS_LAGGING, unmeasured, down, Verdict.NOT_PROBED, drained)) {
            assertThat(ill.drained()).isEqualTo(ill);
        }
    }

    @Test
    void aReceiverMayTakeAMomentToFindAPrimaryThatWasRestarted() {
        ServerFacts away = Facts.standby("0/1").receiver(Receiver.ABSENT).get();
        assertThat(Verdict.replica(away, Lag.NONE, FIVE_SECONDS, Verdict.primary(), true)
                        .state())
                .isEqualTo(EndpointState.HEALTHY);
        assertThat(Verdict.replica(away, known(72.8, 21_342_632, 21_342_632), FIVE_SECONDS, Verdict.primary(), true)
                        .reason())
                .as("what it misses counts all the same")
                .isEqualTo(Reason.ReceiverDown);
    }

    private static Verdict unreadablePrimary(Verdict before) {
        return Verdict.replica(
                Facts.standby("0/1").get(),
                new Lag.Unknown(Cause.PRIMARY_UNREADABLE, null),
                FIVE_SECONDS,
                before,
                false);
    }

    private static Reachability reachability(Status status, int failures) {
        return new Reachability(status, failures, 0);
    }

    private static Case healthy(String name, Facts replica, Lag lag, LagLimits limits) {
        return new Case(name, replica, lag, limits, EndpointState.HEALTHY, Reason.Ok, List.of());
    }

    private static Case lagging(
            String name, Facts replica, Lag lag, LagLimits limits, Reason reason, String... inMessage) {
        return new Case(name, replica, lag, limits, EndpointState.LAGGING, reason, List.of(inMessage));
    }

    private static Lag known(double seconds, long bytes, long transport) {
        return new Lag.Known(Duration.ofMillis(Math.round(seconds * 1000)), bytes, transport, bytes - transport);
    }
}
