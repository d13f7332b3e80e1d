package dev.sluice.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is held and told of members in rounds in which none answers, and when one answers again. */
class BlindRoundsTest {

    @Test
    void isBlindWhileNobodyAnswersAndHoldsWhatItHeld() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1");
        assertThat(story.state().sight()).isEqualTo(Sight.SEES);
        story.rounds("p=- r1=-");
        assertThat(story.state().sight()).isEqualTo(Sight.CUT_OFF);
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=HEALTHY");
        story.rounds("p=- r1=- | p=- r1=-");
        assertThat(story.state().sight()).isEqualTo(Sight.CUT_OFF);
        assertThat(story.states()).isEqualTo("p=UNREACHABLE r1=UNREACHABLE");
        assertThat(story.state().leadership().primary()).isEqualTo("p");
        story.rounds("p=- r1=S1");
        assertThat(story.state().sight()).isEqualTo(Sight.SEES);
    }

    @Test
    void roundsInWhichNobodyAnswersAreHeldAgainstNobody() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1 | p=- r1=- | p=- r1=- | p=- r1=-");
        assertThat(story.states()).isEqualTo("p=UNREACHABLE r1=UNREACHABLE");
        assertThat(story.routed()).isEqualTo("p=HEALTHY r1=HEALTHY");
        story.rounds("p=W1 r1=- | p=W1 r1=-");
        assertThat(story.routed()).isEqualTo("p=HEALTHY r1=HEALTHY");
        assertThat(story.state().sparesMembers()).isTrue();
        story.rounds("p=W1 r1=-");
        assertThat(story.routed()).isEqualTo("p=HEALTHY r1=UNREACHABLE");
        assertThat(story.state().sparesMembers()).isFalse();
    }

    @Test
    void whatAMemberMissedItselfIsHeldAgainstItHoweverOftenNobodyAnswers() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1 | p=W1 r1=- | p=- r1=-");
        story.rounds("p=W1 r1=- | p=- r1=-");
        assertThat(story.routed()).isEqualTo("p=HEALTHY r1=HEALTHY");
        story.rounds("p=W1 r1=- | p=- r1=-");
        assertThat(story.routed()).isEqualTo("p=HEALTHY r1=UNREACHABLE");
    }

    @Test
    void whoAnswersAgainIsToldOfAtOnceThoughOthersAreSpared() {
        Story story = Story.of(PlanBuilder.of("p", "r1", "r2")).rounds("p=W1 r1=S1 r2=S1");
        story.rounds("p=- r1=- r2=- | p=- r1=- r2=- | p=- r1=- r2=- | p=W1 r1=S1b r2=-");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=LAGGING r2=UNREACHABLE");
        assertThat(story.routed()).isEqualTo("p=HEALTHY r1=LAGGING r2=HEALTHY");
    }

    @Test
    void whoHasNeverBeenLostNeedsNoMoreThanOneAnswer() {
        Story story = Story.of(PlanBuilder.of("p", "r1").thresholds(2, 3)).rounds("p=W1 r1=S1");
        story.rounds("p=- r1=- | p=- r1=-");
        assertThat(story.states()).isEqualTo("p=UNREACHABLE r1=UNREACHABLE");
        story.rounds("p=W1 r1=S1");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=HEALTHY");
        assertThat(story.routed()).isEqualTo("p=HEALTHY r1=HEALTHY");
        story.rounds("p=W1 r1=- | p=W1 r1=- | p=W1 r1=S1");
        assertThat(story.routed()).isEqualTo("p=HEALTHY r1=UNREACHABLE");
        story.rounds("p=W1 r1=S1 | p=W1 r1=S1");
        assertThat(story.routed()).isEqualTo("p=HEALTHY r1=HEALTHY");
    }

    @Test
    void whoAnswersIsSaidToBeWhatApplicationsAreToldThoughThePrimaryIsDeadSince() {
        Story story = Story.of(PlanBuilder.of("p", "r1", "r2")).rounds("p=W1 r1=S1 r2=S1b");
        story.rounds("p=- r1=- r2=- | p=- r1=- r2=- | p=- r1=- r2=- | p=- r1=S1 r2=S1");
        assertThat(story.states()).isEqualTo("p=UNREACHABLE r1=HEALTHY r2=LAGGING");
        assertThat(story.routed()).isEqualTo("p=HEALTHY r1=HEALTHY r2=LAGGING");
        assertThat(story.state().members())
                .filteredOn(MemberState::isSpared)
                .extracting(m -> m.member().name())
                .containsExactly("p");
        story.rounds("p=- r1=S1 r2=S1 | p=- r1=S1 r2=S1");
        assertThat(story.routed()).isEqualTo("p=UNREACHABLE r1=HEALTHY r2=LAGGING");
        assertThat(story.state().sparesMembers()).isFalse();
    }

    @Test
    void anOrderToDrainIsToldWhileNobodyAnswers() {
        Story story = Story.of(PlanBuilder.of("p", "r1", "r2")).rounds("p=W1 r1=S1 r2=S1");
        story.rounds("p=- r1=- r2=- | p=- r1=- r2=- | p=- r1=- r2=-")
                .renew(PlanBuilder.of("p", "r1", "r2").drain("r1"));
        assertThat(story.routed()).isEqualTo("p=HEALTHY r1=DRAINING r2=HEALTHY");
        story.rounds("p=- r1=- r2=-");
        assertThat(story.routed()).isEqualTo("p=HEALTHY r1=DRAINING r2=HEALTHY");
        story.renew(PlanBuilder.of("p", "r1", "r2"));
        assertThat(story.routed()).isEqualTo("p=HEALTHY r1=HEALTHY r2=HEALTHY");
        assertThat(story.states()).isEqualTo("p=UNREACHABLE r1=UNREACHABLE r2=UNREACHABLE");
    }

    @Test
    void aPodThatIsReadyAgainWhileNobodyAdmitsTheOperatorIsWhatItWas() {
        Story story = Story.of(PlanBuilder.of("p", "a", "b").found(Rotation.IN, "a", "b"))
                .rounds("p=W1 a=S1 b=S1b | p=! a=! b=!");
        story.renew(PlanBuilder.of("p", "a", "b").found(Rotation.NOT_READY, "a", "b"));
        assertThat(story.rounds("p=! a=! b=!").routed()).isEqualTo("p=HEALTHY a=DRAINING b=LAGGING");
        story.renew(PlanBuilder.of("p", "a", "b").found(Rotation.IN, "a", "b"));
        assertThat(story.routed()).isEqualTo("p=HEALTHY a=HEALTHY b=LAGGING");
    }

    @Test
    void aPodThatNobodyHasHeardOfDoesNotCountWhileNobodyAnswers() {
        Story story = Story.of(PlanBuilder.of("p", "a").found(Rotation.IN, "a")).rounds("p=W1i a=S1 | p=- a=-");
        story.renew(PlanBuilder.of("p", "a", "b").found(Rotation.IN, "a", "b"));
        assertThat(story.routed()).isEqualTo("p=HEALTHY a=HEALTHY");
        assertThat(story.state().aliases()).extracting(Alias::countedAs).containsExactly((String) null);
        assertThat(story.rounds("p=- a=- b=-").routed()).isEqualTo("p=HEALTHY a=HEALTHY");
        assertThat(story.rounds("p=W1i a=S1 b=W1i").routed()).isEqualTo("p=HEALTHY a=HEALTHY");
        assertThat(story.rounds("p=W1i a=S1 b=S1").routed()).isEqualTo("p=HEALTHY a=HEALTHY b=HEALTHY");
    }

    @Test
    void podsOfWhichNoneWasEverHeardAreAllToldOf() {
        Story story = Story.of(PlanBuilder.of("p", "a").found(Rotation.IN, "a")).rounds("p=! a=! | p=! a=! | p=! a=!");
        assertThat(story.states()).isEqualTo("p=UNREACHABLE a=UNREACHABLE");
        assertThat(story.routed()).isEqualTo("p=UNKNOWN a=UNKNOWN");
        assertThat(story.state().isKnown()).isFalse();
    }

    @Test
    void roundsInWhichNobodyAnswersConfirmNothingOfAPrimaryThatIsAwaited() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1");
        story.renew(PlanBuilder.of("p", "r1").host("p", "elsewhere.example"));
        story.rounds("p=- r1=- | p=- r1=- | p=- r1=- | p=- r1=- | p=- r1=S1");
        assertThat(story.state().awaitsPrimary()).isTrue();
        story.rounds("p=- r1=S1 | p=- r1=S1");
        assertThat(story.state().awaitsPrimary()).isFalse();
        story.rounds("p=- r1=-");
        assertThat(story.state().awaitsPrimary()).as("whoever it is").isTrue();
    }

    @Test
    void norDoTheyLetAnotherOneTakeItsPlace() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1");
        story.rounds("p=- r1=- | p=- r1=- | p=- r1=- | p=- r1=W1 | p=- r1=W1");
        assertThat(story.state().leadership().primary()).isEqualTo("p");
        assertThat(story.rounds("p=- r1=W1").state().leadership().primary()).isEqualTo("r1");
    }

    @Test
    void anotherPrimaryIsToldOfAtOnceAndTheOldOneNotSpared() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1");
        story.rounds("p=- r1=- | p=- r1=- | p=- r1=- | p=- r1=W2");
        assertThat(story.state().leadership().primary()).isEqualTo("r1");
        assertThat(story.routed()).isEqualTo("p=UNKNOWN r1=HEALTHY");
    }

    @Test
    void aSpecByWhichNobodyAnswersIsJudgedOnceThatIsBelieved() {
        Story story = Story.of(PlanBuilder.of("p", "r1").generation(1)).rounds("p=W1 r1=S1");
        assertThat(story.state().isJudged()).isTrue();
        story.renew(PlanBuilder.of("p", "r1").generation(2)).rounds("p=! r1=!");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=HEALTHY");
        assertThat(story.state().isJudged()).isFalse();
        story.rounds("p=! r1=! | p=! r1=!");
        assertThat(story.states()).isEqualTo("p=UNREACHABLE r1=UNREACHABLE");
        assertThat(story.state().isJudged()).isTrue();
        story.renew(PlanBuilder.of("p", "r1").generation(3)).rounds("p=W1 r1=-");
        assertThat(story.state().isJudged()).isTrue();
    }
}
