package dev.sluice.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.health.Reason;
import dev.sluice.routing.topology.EndpointState;
import org.junit.jupiter.api.Test;

class AliasesTest {

    private static PlanBuilder pods() {
        return PlanBuilder.of("p", "a", "b").found(Rotation.IN, "a", "b");
    }

    @Test
    void thePrimaryAmongThePodsCountsOnce() {
        Story story = Story.of(pods()).rounds("p=W1i a=W1i b=S1");
        assertThat(story.states()).isEqualTo("p=HEALTHY b=HEALTHY");
        assertThat(story.state().splitBrain()).isFalse();
        assertThat(story.state().aliases()).extracting(Alias::countedAs).containsExactly("p");
        assertThat(story.state().all()).extracting(m -> m.member().name()).containsExactly("p", "a", "b");
    }

    @Test
    void aServiceThatLeadsToTheNewPrimaryIsNoSecondOne() {
        Story story = Story.of(pods()).rounds("p=W1i a=W1i b=S1j");
        story.rounds("p=- a=- b=S1j | p=- a=- b=W2j");
        assertThat(story.state().leadership().primary()).isEqualTo("b");
        assertThat(story.state().leadership().failovers()).isOne();
        story.rounds("p=W2j a=- b=W2j");
        assertThat(story.state().splitBrain()).isFalse();
        assertThat(story.state().leadership().primary()).isEqualTo("p");
        assertThat(story.state().leadership().failovers()).isOne();
        assertThat(story.states()).isEqualTo("p=HEALTHY a=UNREACHABLE");
        story.rounds("p=W2j a=S2 b=W2j");
        assertThat(story.states()).isEqualTo("p=HEALTHY a=HEALTHY");
    }

    @Test
    void aNameThatLeadsToAnotherServerThanBeforeIsAFailover() {
        Story story = Story.of(pods()).rounds("p=W1i a=W1i b=S1j | p=W2j a=S1 b=W2j");
        assertThat(story.state().leadership().primary()).isEqualTo("p");
        assertThat(story.state().leadership().failovers()).isOne();
    }

    @Test
    void onePrimaryThatIsSilentByItsFirstNameIsNotReplacedByItsOther() {
        Story story = Story.of(pods()).rounds("p=W1i a=W1i b=S1 | p=- a=W1i b=S1");
        assertThat(story.state().leadership().primary()).isEqualTo("p");
        assertThat(story.states()).isEqualTo("p=HEALTHY b=HEALTHY");
    }

    @Test
    void aListedNameThatLeadsNowhereIsToldAndTheOtherServes() {
        Story story = Story.of(pods()).rounds("p=W1i a=W1i b=S1");
        story.rounds("p=- a=W1i b=S1 | p=- a=W1i b=S1 | p=- a=W1i b=S1");
        assertThat(story.state().leadership().primary()).isEqualTo("a");
        assertThat(story.states()).isEqualTo("p=UNREACHABLE a=HEALTHY b=HEALTHY");
    }

    @Test
    void twoNamesOfAReplicaServeOnce() {
        Story story = Story.of(PlanBuilder.of("p", "r1", "r2")).rounds("p=W1 r1=S1i r2=S1i");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=HEALTHY");
    }

    @Test
    void twoServersOfDifferentDatabasesAreNotOne() {
        Story story = Story.of(pods()).rounds("p=W1i a=W1ix b=S1");
        assertThat(story.states()).isEqualTo("p=HEALTHY a=WRONG_ROLE b=HEALTHY");
    }

    @Test
    void aRestartDoesNotBringASecondServerToLight() {
        Story story = Story.of(pods()).rounds("p=W1i a=W1i b=S1 | p=W1j a=W1j b=S1");
        assertThat(story.states()).isEqualTo("p=HEALTHY b=HEALTHY");
        assertThat(story.state().splitBrain()).isFalse();
    }

    @Test
    void aPodThatIsNotReadyServesNothingButIsMissed() {
        Story story = Story.of(PlanBuilder.of("p", "a").found(Rotation.NOT_READY, "a"))
                .rounds("p=W1 a=S1");
        assertThat(story.member("a").verdict().state()).isEqualTo(EndpointState.DRAINING);
        assertThat(story.member("a").verdict().reason()).isEqualTo(Reason.NotReady);
        assertThat(story.member("a").member().rotation().isWanted()).isTrue();
    }

    @Test
    void aPodThatEndsIsLeftOutBeforeItIsAskedAgain() {
        Story story = Story.of(pods()).rounds("p=W1 a=S1 b=S1");
        story.renew(PlanBuilder.of("p", "a", "b").found(Rotation.IN, "a").found(Rotation.TERMINATING, "b"));
        assertThat(story.states()).isEqualTo("p=HEALTHY a=HEALTHY b=DRAINING");
        assertThat(story.member("b").verdict().reason()).isEqualTo(Reason.Terminating);
        assertThat(story.member("b").member().rotation().isWanted()).isFalse();
    }

    @Test
    void aPodThatIsThePrimaryServesWritesWhetherReadyOrNot() {
        Story story = Story.of(PlanBuilder.of("p", "a").found(Rotation.NOT_READY, "a"))
                .rounds("p=S2 a=W2 | p=S2 a=W2");
        assertThat(story.state().leadership().primary()).isEqualTo("a");
        assertThat(story.member("a").verdict().state()).isEqualTo(EndpointState.HEALTHY);
    }

    @Test
    void whileNobodyAnswersTheSameServersCount() {
        Story story = Story.of(pods()).rounds("p=W1i a=W1i b=S1 | p=- a=W1i b=S1 | p=- a=W1i b=S1");
        story.rounds("p=- a=- b=- | p=- a=- b=- | p=- a=- b=-");
        assertThat(story.routed()).isEqualTo("p=HEALTHY b=HEALTHY");
    }
}
