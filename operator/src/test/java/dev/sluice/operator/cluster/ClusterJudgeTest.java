package dev.sluice.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.cluster.ClusterState.Leadership;
import dev.sluice.routing.health.Reason;
import dev.sluice.routing.health.Standing;
import dev.sluice.routing.replication.Lag;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterJudgeTest {

    private static final String HEALTHY = "p=W1 r1=S1 r2=S1";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            nullValues = "none",
            value = {
                "first round,                  p=W1 r1=S1 r2=S1,                                       p,    1,    0",
                "spec is not believed,         p=S1 r1=W1 r2=S1,                                       r1,   1,    0",
                "a silent primary stays,       p=W1 r1=S1 r2=S1 | p=- r1=S1 r2=S1,                     p,    1,    0",
                "and when it is down,          p=W1 r1=S1 | p=- r1=S1 | p=- r1=S1 | p=- r1=S1,         p,    1,    0",
                "a promotion,                  p=W1 r1=S1 | p=- r1=W2,                                 r1,   2,    1",
                "and the way back,             p=W1 r1=S1 | p=- r1=W2 | p=S2 r1=W2 | p=W3 r1=-,        p,    3,    2",
                "a demotion,                   p=W1 r1=S1 | p=S1 r1=S1,                                none, 1,    0",
                "a switchover with a gap,      p=W1 r1=S1 | p=S1 r1=S1 | p=S1 r1=W2,                   r1,   2,    1",
                "a restart with a gap,         p=W1 r1=S1 | p=S1 r1=S1 | p=W1 r1=S1,                   p,    1,    0",
                "split brain,                  p=W1 r1=S1 | p=W1 r1=W2,                                r1,   2,    1",
                "split brain of equals,        p=W1 r1=S1 | p=W1 r1=W1,                                p,    1,    0",
                "split brain from the first,   p=W1 r1=W1,                                             none, none, 0",
                "and one is silent once,       p=W1 r1=W1 | p=W1 r1=-,                                 none, none, 0",
                "or the other,                 p=W1 r1=W1 | p=- r1=W1,                                 none, none, 0",
                "and one is stopped,           p=W1 r1=W1 | p=W1 r1=- | p=W1 r1=- | p=W1 r1=-,         p,    1,    0",
                "a stale one comes back,       p=W1 r1=S1 | p=- r1=W2 | p=W1 r1=-,                     r1,   2,    1",
                "alone and for long,           p=W1 r1=S1 | p=- r1=W2 | p=W1 r1=- | p=W1 r1=- | p=W1 r1=-,  r1,   2,    1",
                "its own timeline falls,       p=W3 r1=S3 | p=W2 r1=S2,                                none, 3,    0",
                "equal one waits,              p=W1 r1=S1 | p=- r1=W1 | p=- r1=W1,                     p,    1,    0",
                "until the third failure,      p=W1 r1=S1 | p=- r1=W1 | p=- r1=W1 | p=- r1=W1,         r1,   1,    1",
                "first contact waits,          p=- r1=W1 | p=- r1=W1,                                  none, none, 0",
                "until the third failure too,  p=- r1=W1 | p=- r1=W1 | p=- r1=W1,                      r1,   1,    0",
                "the listed one comes,         p=- r1=W1 | p=W1 r1=S1,                                 p,    1,    0",
                "nobody answers,               p=- r1=-,                                               none, none, 0",
                "nobody answers later,         p=W1 r1=S1 | p=- r1=- | p=- r1=- | p=- r1=-,            p,    1,    0",
                "another database,             p=W1 r1=S1 | p=W1x r1=S1,                               none, 1,    0",
                "timeline not told,            p=W? r1=S?,                                             p,    none, 0",
                "timeline not told any more,   p=W3 r1=S3 | p=W? r1=S?,                                p,    3,    0",
            })
    void whoIsHeldToBeThePrimary(
            String story, String rounds, @Nullable String primary, @Nullable Integer timeline, long failovers) {
        Leadership leadership =
                Story.of(PlanBuilder.of("p", "r1", "r2")).rounds(rounds).state().leadership();
        assertThat(leadership.primary()).isEqualTo(primary);
        assertThat(leadership.timeline()).isEqualTo(timeline);
        assertThat(leadership.failovers()).isEqualTo(failovers);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "all is well,                 p=W1 r1=S1 r2=S1,                          p=HEALTHY r1=HEALTHY r2=HEALTHY",
        "behind,                      p=W1 r1=S1b r2=S1,                         p=HEALTHY r1=LAGGING r2=HEALTHY",
        "receiver dead while idle,    p=W1 r1=S1d r2=S1,                         p=HEALTHY r1=LAGGING r2=HEALTHY",
        "one failure is none,         p=W1 r1=S1 r2=S1 | p=W1 r1=- r2=S1,        p=HEALTHY r1=HEALTHY r2=HEALTHY",
        "first contact failed,        p=W1 r1=- r2=S1,                           p=HEALTHY r1=UNKNOWN r2=HEALTHY",
        "silent primary: lag kept,    p=W1 r1=S1b r2=S1 | p=- r1=S1 r2=S1b,      p=HEALTHY r1=LAGGING r2=HEALTHY",
        "never measured is not safe,  p=- r1=S1 r2=S1,                           p=UNKNOWN r1=UNKNOWN r2=UNKNOWN",
        "second primary,              p=W1 r1=W1 r2=S1,                          p=WRONG_ROLE r1=WRONG_ROLE r2=UNKNOWN",
        "stale primary,               p=W1 r1=W2 r2=S2,                          p=WRONG_ROLE r1=HEALTHY r2=HEALTHY",
        "another database,            p=W1 r1=S1x r2=S1,                         p=HEALTHY r1=WRONG_ROLE r2=HEALTHY",
        "position refused,            p=W1 r1=S1h r2=S1,                         p=HEALTHY r1=HEALTHY r2=HEALTHY",
        "primary refuses position,    p=W1h r1=S1 r2=S1,                         p=HEALTHY r1=HEALTHY r2=HEALTHY",
        "follows the old primary,     p=W1 r1=W2 r2=S1,                          p=WRONG_ROLE r1=HEALTHY r2=LAGGING",
        "behind since when,           p=W1 r1=S1c r2=S1,                         p=HEALTHY r1=LAGGING r2=HEALTHY",
    })
    void whatIsHeldOfTheMembers(String story, String rounds, String states) {
        assertThat(Story.of(PlanBuilder.of("p", "r1", "r2")).rounds(rounds).states())
                .isEqualTo(states);
    }

    @Test
    void thePrimaryThatIsSilentWhenAnotherIsPromotedIsNoReplicaToReadFrom() {
        Story story = Story.of(PlanBuilder.of("p", "r1", "r2")).rounds(HEALTHY).rounds("p=- r1=W2 r2=S2");
        assertThat(story.states()).isEqualTo("p=UNKNOWN r1=HEALTHY r2=HEALTHY");
        assertThat(story.member("p").verdict().reason()).isEqualTo(Reason.Timeout);
        assertThat(story.member("p").standing()).isNull();
        story.rounds("p=- r1=W2 r2=S2");
        assertThat(story.states()).isEqualTo("p=UNKNOWN r1=HEALTHY r2=HEALTHY");
        story.rounds("p=- r1=W2 r2=S2");
        assertThat(story.states()).isEqualTo("p=UNREACHABLE r1=HEALTHY r2=HEALTHY");
        story.rounds("p=S2 r1=W2 r2=S2");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=HEALTHY r2=HEALTHY");
        assertThat(story.member("p").standing()).isEqualTo(Standing.REPLICA);
    }

    @Test
    void thatIsSoTooWhenTheOperatorHasJustTakenOver() {
        Story before = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1");
        Story after = Story.from(before.state()).rounds("p=- r1=W2");
        assertThat(after.states()).isEqualTo("p=UNKNOWN r1=HEALTHY");
    }

    @Test
    void aDemotedPrimaryHasNoLagThatWasMeasuredBefore() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1 | p=S1 r1=S1");
        assertThat(story.states()).isEqualTo("p=UNKNOWN r1=HEALTHY");
        assertThat(story.member("p").verdict().reason()).isEqualTo(Reason.LagUnknown);
    }

    @Test
    void splitBrainLastsAsLongAsTwoAcceptWrites() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1");
        assertThat(story.state().splitBrain()).isFalse();
        assertThat(story.rounds("p=W1 r1=W2").state().splitBrain()).isTrue();
        assertThat(story.rounds("p=S2 r1=W2").state().splitBrain()).isFalse();
        assertThat(story.rounds("p=W1x r1=W2").state().splitBrain()).isFalse();
    }

    @Test
    void aRestartOfThePrimaryTakesNoReplicaOutOfRotation() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1 | p=- r1=S1d | p=W1s r1=S1d");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=HEALTHY");
        story.rounds("p=W1 r1=S1d");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=LAGGING");
    }

    @Test
    void withASuccessThresholdAMemberHasToAnswerOftenEnough() {
        Story story = Story.of(PlanBuilder.of("p", "r1").thresholds(2, 3)).rounds("p=W1 r1=S1 | p=W1 r1=- | p=W1 r1=-");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=UNREACHABLE");
        story.rounds("p=W1 r1=S1 | p=W1 r1=S1");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=UNREACHABLE");
        assertThat(story.member("r1").verdict().reason()).isEqualTo(Reason.Recovering);
        assertThat(story.member("r1").verdict().message()).contains("2 of 3");
        assertThat(story.member("r1").lag()).isEqualTo(Lag.NONE);
        story.rounds("p=W1 r1=S1");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=HEALTHY");
    }

    @Test
    void theTimeOfAChangeMovesWithTheStateOnly() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1");
        assertThat(story.member("r1").changedAt()).isEqualTo(Story.START.plus(Story.INTERVAL));
        story.rounds("p=W1 r1=S1 | p=W1 r1=- | p=W1 r1=-");
        assertThat(story.member("r1").changedAt()).isEqualTo(Story.START.plus(Story.INTERVAL));
        story.rounds("p=W1 r1=-");
        assertThat(story.member("r1").changedAt()).isEqualTo(story.now());
    }

    @Test
    void afterSilenceTheLastAnswerIsStillThereButNoLag() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1b");
        MemberState answered = story.member("r1");
        assertThat(answered.answering()).isTrue();
        assertThat(answered.lag()).isEqualTo(new Lag.Known(Duration.ofSeconds(60), 20_000_000, 20_000_000, 0));
        story.rounds("p=W1 r1=-");
        MemberState silent = story.member("r1");
        assertThat(silent.answering()).isFalse();
        assertThat(silent.lag()).isNull();
        assertThat(silent.facts()).isEqualTo(answered.facts());
        assertThat(silent.answeredAt()).isEqualTo(answered.answeredAt());
        assertThat(silent.latency()).isEqualTo(Duration.ofMillis(2));
        assertThat(silent.standing()).isEqualTo(Standing.REPLICA);
        assertThat(silent.reachability().failures()).isEqualTo(1);
    }

    @Test
    void aMemberThatWasNotAskedIsLeftAsItIs() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1");
        MemberState before = story.member("r1");
        assertThat(story.rounds("p=W1").member("r1")).isEqualTo(before);
    }

    @Test
    void whyTheSecretsGiveNoAccessIsPassedOn() {
        Story story = Story.of(PlanBuilder.of("p")).denied(AccessResult.Reason.SecretNotFound, "no Secret");
        assertThat(story.state().denied())
                .isEqualTo(new AccessResult.Denied(AccessResult.Reason.SecretNotFound, "no Secret"));
        assertThat(story.rounds("p=W1").state().denied()).isNull();
    }

    /** Within 10 s of a sample the replica has replayed more than it: the sample bounds its lag. */
    @Test
    void anOwnSampleBoundsTheLagUntilThePrimarysHistoryIsAnother() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1c r1=S1c | p=W1 r1=S1c");
        assertThat(story.member("r1").lag()).isEqualTo(new Lag.Known(Story.INTERVAL, 1_000, 1_000, 0));
        story.rounds("p=W2 r1=S2c");
        assertThat(story.member("r1").lag())
                .as("positions of timeline 1 say nothing of timeline 2")
                .isEqualTo(new Lag.Unknown(Lag.Cause.NO_BOUND, 1_000L));
    }
}
