package dev.sluice.routing.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.health.Failure;
import dev.sluice.routing.health.Reason;
import dev.sluice.routing.replication.Capability;
import dev.sluice.routing.replication.Facts;
import dev.sluice.routing.replication.Lsn;
import dev.sluice.routing.replication.Receiver;
import dev.sluice.routing.replication.ServerFacts;
import dev.sluice.routing.rotation.Rotation;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Fallback;
import dev.sluice.routing.topology.Role;
import dev.sluice.routing.topology.RoutingPolicy;
import dev.sluice.routing.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssessorTest {

    private static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");
    private static final Endpoint P = endpoint("p");
    private static final Endpoint R1 = endpoint("r1");
    private static final Endpoint R2 = endpoint("r2");
    private static final Answer MISSING = new Answer.Missing(new Failure(Reason.Timeout, "silent"));

    private final Assessor assessor = new Assessor();
    private Instant now = T0;

    @Test
    void aReplicaBehindItsLimitLeavesAndReturnsWhenItHasCaughtUp() {
        Rotation rotation = round(Rotation.of(published(1)), primary(1, 100), standby(100), standby(100));
        assertThat(rotation.readers()).containsExactly(R1, R2);

        now = T0.plusSeconds(2);
        rotation = round(rotation, primary(1, 200), standby(100), standby(200));
        assertThat(rotation.readers()).as("2 s behind are within 5 s").containsExactly(R1, R2);

        now = T0.plusSeconds(10);
        rotation = round(rotation, primary(1, 300), standby(100), standby(300));
        assertThat(rotation.readers()).containsExactly(R2);
        assertThat(rotation.whyNotRead(R1)).contains("LagTime");

        now = T0.plusSeconds(12);
        rotation = round(rotation, primary(1, 300), standby(300), standby(300));
        assertThat(rotation.readers()).containsExactly(R1, R2);
    }

    @Test
    void withoutThePrimaryWhatIsKnownOfTheReplicasStays() {
        Rotation rotation = round(Rotation.of(published(1)), MISSING, standby(100), standby(50));
        assertThat(rotation.readers()).as("the document's word").containsExactly(R1, R2);
        rotation = round(rotation, primary(1, 100), standby(100), standby(100));
        now = T0.plusSeconds(10);
        rotation = round(rotation, primary(1, 200), standby(100), standby(200));
        rotation = round(rotation, MISSING, standby(100), standby(200));
        assertThat(rotation.readers())
                .as("a replica that was behind is not trusted again")
                .containsExactly(R2);
        assertThat(rotation.writer()).as("a primary is not given up").contains(P);
    }

    @Test
    void aReplicaThatIsAwayReturnsWithOneAnswer() {
        Rotation rotation = round(Rotation.of(published(1)), primary(1, 100), MISSING, standby(100));
        assertThat(rotation.readers()).containsExactly(R2);
        rotation = round(rotation, primary(1, 100), standby(100), standby(100));
        assertThat(rotation.readers()).containsExactly(R1, R2);
        rotation = round(rotation, primary(1, 100), MISSING, standby(100));
        rotation = round(rotation, MISSING, standby(100), standby(100));
        assertThat(rotation.readers()).containsExactly(R1, R2);
    }

    @Test
    void aServerOfAnotherDatabaseAndASecondPrimaryGetNoReads() {
        Rotation rotation = round(
                Rotation.of(published(1)), primary(1, 100), answer(true, "8", 1, 100), answer(false, "7", 2, 100));
        assertThat(rotation.readers()).isEmpty();
        assertThat(rotation.whyNotRead(R1)).contains("ForeignSystem");
        assertThat(rotation.whyNotRead(R2)).contains("SecondPrimary");
        assertThat(rotation.writer()).as("the primary answers, so writes stay").contains(P);
    }

    @Test
    void aSecondPrimaryPutsTheFirstInDoubtUnlessItIsBehind() {
        Rotation rotation = round(Rotation.of(published(1)), primary(1, 100), standby(100), standby(100));
        assertThat(rotation.primaryInDoubt()).isFalse();
        rotation = round(rotation, primary(1, 100), primary(2, 90), standby(100));
        assertThat(rotation.primaryInDoubt()).isTrue();
        rotation = round(rotation, primary(1, 100), MISSING, standby(100));
        assertThat(rotation.primaryInDoubt()).as("it is only silent").isTrue();
        assertThat(round(rotation, primary(3, 100), primary(2, 90), standby(100))
                        .primaryInDoubt())
                .isFalse();
        assertThat(round(rotation, primary(2, 100), primary(2, 90), standby(100))
                        .primaryInDoubt())
                .as("both were promoted")
                .isTrue();
        assertThat(round(rotation, primary(1, 100), standby(90), standby(100)).primaryInDoubt())
                .isFalse();
        rotation = round(rotation, MISSING, primary(2, 90), standby(100));
        assertThat(rotation.writer()).contains(R1);
        assertThat(rotation.primaryInDoubt()).as("it is followed").isFalse();
        assertThat(rotation.timeline()).isEqualTo(2);
        assertThat(round(rotation, primary(2, 90), MISSING, standby(100)).timeline())
                .isEqualTo(2);
    }

    @Test
    void aReplicaWithoutAReceiverIsNotReadThoughItHasCaughtUp() {
        Answer alone = new Answer.Given(facts(true, "7", 1, 100, Receiver.ABSENT), now);
        Rotation rotation = round(Rotation.of(published(1)), primary(1, 100), alone, standby(100));
        assertThat(rotation.readers()).containsExactly(R2);
        assertThat(rotation.whyNotRead(R1)).contains("ReceiverDown");
        rotation = round(rotation, MISSING, alone, standby(100));
        assertThat(rotation.readers()).as("still without a primary").containsExactly(R2);
        rotation = round(rotation, primary(1, 100), standby(100), standby(100));
        assertThat(rotation.readers()).containsExactly(R1, R2);
        rotation = round(rotation, MISSING, alone, alone);
        assertThat(rotation.readers())
                .as("all receivers end with the primary, and reads must not")
                .containsExactly(R1, R2);
    }

    @Test
    void aReplicaOfTheFormerPrimaryIsNotReadHoweverHighItsPosition() {
        Rotation rotation = Rotation.of(published(1)).following(R1, 2);
        assertThat(round(rotation, primary(2, 100), MISSING, standby(2, 100, true))
                        .readers())
                .containsExactly(R2);
        assertThat(round(rotation, primary(2, 100), MISSING, standby(1, 900, true))
                        .whyNotRead(R2))
                .contains("OtherTimeline");
    }

    @Test
    void aReplicaThatMayNotSeeItsReceiverWaitsForTheDocumentAfterAPromotion() {
        Rotation ahead = Rotation.of(published(1)).following(R1, 2);
        assertThat(round(ahead, primary(2, 100), MISSING, standby(1, 900, false))
                        .whyNotRead(R2))
                .contains("OtherTimeline", "pg_monitor");
        assertThat(round(ahead, primary(2, 100), MISSING, standby(2, 100, false))
                        .readers())
                .as("its last restart point is after the promotion")
                .containsExactly(R2);
        assertThat(round(Rotation.of(published(2)), primary(2, 100), standby(1, 100, false), standby(1, 100, false))
                        .readers())
                .as("the operator has looked")
                .containsExactly(R1, R2);
    }

    @Test
    void aPrimaryThatRefusesItsPositionIsNotAnUnreadableOne() {
        Answer refusing = new Answer.Given(
                Facts.primary("0/64").system("7").refusing(Capability.POSITION).get(), now);
        Rotation rotation = round(Rotation.of(published(1)), primary(1, 100), standby(100), standby(100));
        now = T0.plusSeconds(10);
        rotation = round(rotation, primary(1, 200), standby(100), standby(200));
        assertThat(rotation.readers()).containsExactly(R2);
        rotation = round(rotation, refusing, standby(100), standby(200));
        assertThat(rotation.readers()).containsExactly(R1, R2);
        assertThat(rotation.verdict(R1).reason()).isEqualTo(Reason.LagRefused);
    }

    @Test
    void samplesOfTheTimelineBeforeSayNothingOfTheNewOne() {
        Rotation rotation = round(Rotation.of(published(1)), primary(1, 100), standby(100), standby(100));
        now = T0.plusSeconds(2);
        rotation = round(rotation, primary(2, 300), standby(2, 200, true), standby(2, 300, true));
        assertThat(rotation.readers()).containsExactly(R2);
        assertThat(rotation.whyNotRead(R1)).contains("LagUnbounded");
    }

    @Test
    void writesFollowTheOneThatWasPromotedWhenThePrimaryIsSilentOrDemoted() {
        for (Answer former : List.of(MISSING, standby(100))) {
            Rotation rotation = round(Rotation.of(published(1)), former, promoted(2), standby(100));
            assertThat(rotation.writer()).contains(R1);
            assertThat(rotation.followsAhead()).isTrue();
            assertThat(rotation.readers()).containsExactly(R2);

            rotation = round(rotation, promoted(2), answer(false, "7", 1, 900), standby(100));
            assertThat(rotation.writer()).as("the former primary is back").contains(R1);
        }
    }

    @Test
    void writesDoNotFollowWhatIsOldForeignOrNotTheOnlyOne() {
        assertStays(round(Rotation.of(published(2)), MISSING, promoted(2), standby(100)), "no newer timeline");
        assertStays(round(Rotation.of(published(2)), MISSING, promoted(1), standby(100)), "an older timeline");
        assertStays(round(Rotation.of(published(1)), MISSING, promoted(2), promoted(2)), "two of them");
        assertStays(round(Rotation.of(published(1)), MISSING, answer(false, "8", 2, 100), standby(100)), "foreign");
        assertStays(
                round(Rotation.of(published(1)), MISSING, answer(false, "7", null, 100), standby(100)),
                "timeline untold");
        assertStays(
                round(Rotation.of(unpublished()), MISSING, promoted(2), standby(100)), "nothing known to compare with");
    }

    @Test
    void withoutADocumentsTimelineThePrimarysOwnWordIsKept() {
        Rotation rotation = round(Rotation.of(unpublished()), primary(4, 100), standby(100), standby(100));
        assertThat(rotation.baseline().timeline()).isEqualTo(4);
        assertThat(rotation.baseline().systemIdentifier()).isEqualTo("7");
        assertStays(round(rotation, MISSING, promoted(4), standby(100)), "same timeline");
        assertThat(round(rotation, MISSING, promoted(5), standby(100)).writer()).contains(R1);
        assertThat(round(Rotation.of(unpublished()), standby(100), promoted(2), standby(100))
                        .writer())
                .as("the configured primary itself says that it is a standby")
                .contains(R1);
    }

    @Test
    void aPrimaryIsFoundWhereTheDocumentNamesNone() {
        Rotation rotation = Rotation.of(topology("7", 1, null, R1, R2));
        assessor.writerAnswered(null, null, rotation);
        Map<Endpoint, Answer> answers = Map.of(R1, promoted(1), R2, standby(100));
        assertThat(assessor.assess(rotation, answers).writer()).contains(R1);
    }

    @Test
    void aServerThatTheDocumentRefusesIsNotFollowedOnAnyTimeline() {
        Endpoint rival = new Endpoint(
                "r1", "r1.db", 5432, Role.UNKNOWN, 1, null, EndpointState.WRONG_ROLE, "SecondPrimary", null, null);
        Rotation rotation = Rotation.of(topology("7", 1, null, P, rival, R2));
        assessor.writerAnswered(null, null, rotation);
        for (int timeline : List.of(1, 2)) {
            Map<Endpoint, Answer> answers = Map.of(P, MISSING, rival, promoted(timeline), R2, standby(100));
            assertThat(assessor.assess(rotation, answers).writer()).isEmpty();
        }
    }

    @Test
    void aWriterThatIsAnotherDatabaseOrAnOlderTimelineByItsOwnWordIsLeftUntilACheckSaysOtherwise() {
        for (Answer wrong : List.of(answer(false, "8", 9, 100), answer(true, "8", 9, 100), primary(3, 100))) {
            Rotation rotation = round(Rotation.of(published(9)), primary(9, 100), standby(100), standby(100));
            assertThat(rotation.writable()).contains(P);
            rotation = round(rotation, wrong, MISSING, MISSING);
            assertThat(rotation.writable()).isEmpty();
            assertThat(rotation.writer()).as("who is asked").contains(P);
            rotation = round(rotation, MISSING, MISSING, MISSING);
            assertThat(rotation.writable()).as("what it said holds in silence").isEmpty();
            assertThat(round(rotation, wrong, promoted(10), MISSING).writable())
                    .as("another one was promoted")
                    .contains(R1);
            assertThat(round(rotation, primary(9, 100), MISSING, MISSING).writable())
                    .contains(P);
        }
    }

    @Test
    void aWriterStaysThatIsAheadSilentAStandbyOrTellsNothing() {
        for (Answer answer :
                List.of(primary(9, 100), primary(10, 100), MISSING, standby(100), answer(false, "7", null, 100))) {
            assertThat(round(Rotation.of(published(9)), answer, MISSING, MISSING)
                            .writable())
                    .as("%s", answer)
                    .contains(P);
        }
        Rotation untold = round(Rotation.of(unpublished()), primary(9, 100), MISSING, MISSING);
        assertThat(round(untold, answer(false, "8", 3, 100), MISSING, MISSING).writable())
                .as("the document judges nothing")
                .contains(P);
    }

    @Test
    void lagIsNotMeasuredAgainstAPrimaryThatContradictsTheDocument() {
        Rotation rotation = round(Rotation.of(published(9)), primary(3, 900), answer(true, "7", 9, 100), MISSING);
        assertThat(rotation.verdict(R1).reason()).isEqualTo(Reason.Ok);
    }

    private static void assertStays(Rotation rotation, String why) {
        assertThat(rotation.writer()).as(why).contains(P);
        assertThat(rotation.followsAhead()).as(why).isFalse();
    }

    // The writer is asked first, whoever it is; the answers are of p, r1 and r2 as long as p is the writer, else the
    // first one is that of the writer.
    private Rotation round(Rotation rotation, Answer ofWriter, Answer second, Answer third) {
        Endpoint writer = rotation.writer().orElseThrow();
        Map<Endpoint, Answer> answers = new LinkedHashMap<>();
        answers.put(writer, ofWriter);
        answers.put(writer.equals(P) ? R1 : P, second);
        answers.put(R2, third);
        assessor.writerAnswered(writer, ofWriter, rotation);
        return assessor.assess(rotation, answers);
    }

    private Answer primary(int timeline, long position) {
        return answer(false, "7", timeline, position);
    }

    private Answer promoted(int timeline) {
        return answer(false, "7", timeline, 100);
    }

    private Answer standby(long position) {
        return answer(true, "7", 1, position);
    }

    private Answer standby(int timeline, long position, boolean seesStatistics) {
        Facts facts =
                Facts.standby("0/" + Long.toHexString(position)).system("7").timeline(timeline);
        return new Answer.Given((seesStatistics ? facts : facts.withoutStatistics()).get(), now);
    }

    private Answer answer(boolean inRecovery, String system, @Nullable Integer timeline, long position) {
        return new Answer.Given(facts(inRecovery, system, timeline, position, Receiver.PRESENT), now);
    }

    private ServerFacts facts(
            boolean inRecovery, String system, @Nullable Integer timeline, long position, Receiver receiver) {
        return new ServerFacts(
                inRecovery,
                system,
                timeline,
                new Lsn(position),
                inRecovery ? new Lsn(position) : null,
                now,
                null,
                null,
                receiver,
                false,
                true,
                Set.of());
    }

    private static Endpoint endpoint(String name) {
        return new Endpoint(name, name + ".db", 5432, Role.REPLICA, 1, null, EndpointState.HEALTHY, "Test", null, null);
    }

    private static Topology published(int timeline) {
        return topology("7", timeline, P, R1, R2);
    }

    private static Topology unpublished() {
        return topology(null, null, P, R1, R2);
    }

    private static Topology topology(
            @Nullable String system, @Nullable Integer timeline, @Nullable Endpoint primary, Endpoint... replicas) {
        return new Topology(
                "ns/name",
                "u1",
                1,
                T0,
                "app",
                system,
                timeline,
                primary,
                List.of(replicas),
                new RoutingPolicy(Duration.ofSeconds(5), null, 3, Fallback.PRIMARY));
    }
}
