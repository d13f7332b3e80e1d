package dev.sluice.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.cluster.ClusterState.Leadership;
import dev.sluice.routing.health.Standing;
import org.junit.jupiter.api.Test;

/** What the annotation {@code sluice.dev/accept-timeline} lets happen, and how often. */
class AcceptedTimelineTest {

    @Test
    void anAcceptedTimelineIsFollowedDown() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W3 r1=S3 | p=W2 r1=S2");
        assertThat(story.states()).startsWith("p=WRONG_ROLE");
        story.renew(PlanBuilder.of("p", "r1").accept(2)).rounds("p=W2 r1=S2");
        assertThat(story.state().leadership()).isEqualTo(new Leadership("p", 2, Story.SYSTEM, 2, 0));
        story.renew(PlanBuilder.of("p", "r1")).rounds("p=W2 r1=S2");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=HEALTHY");
    }

    @Test
    void anAcceptedTimelineLetsAnotherDatabaseTakeThePlace() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W3 r1=S3 | p=W1x r1=S1x");
        assertThat(story.states()).isEqualTo("p=WRONG_ROLE r1=WRONG_ROLE");
        story.renew(PlanBuilder.of("p", "r1").accept(1)).rounds("p=W1x r1=S1x");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=HEALTHY");
        assertThat(story.state().leadership().systemIdentifier()).isEqualTo("7439999999999999999");
        assertThat(story.state().leadership().timeline()).isEqualTo(1);
    }

    @Test
    void anOrderForThePresentTimelineIsSpentAtOnce() {
        Story story = Story.of(PlanBuilder.of("p", "r1").accept(1)).rounds("p=W1 r1=S1 | p=- r1=W2");
        story.rounds("p=W1 r1=- | p=W1 r1=- | p=W1 r1=-");
        assertThat(story.states()).isEqualTo("p=WRONG_ROLE r1=UNREACHABLE");
    }

    @Test
    void anAcceptedTimelineIsAcceptedOnce() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W3 r1=S3 | p=- r1=W1");
        assertThat(story.member("r1").standing()).isEqualTo(Standing.STALE_PRIMARY);
        story.renew(PlanBuilder.of("p", "r1").accept(1)).rounds("p=- r1=W1 | p=- r1=W1");
        assertThat(story.state().leadership().primary()).isEqualTo("r1");

        story.rounds("p=S1 r1=W1 | p=W2 r1=S1 | p=- r1=W1 | p=- r1=W1 | p=- r1=W1 | p=- r1=W1");

        assertThat(story.states()).as("what p has written is not given up").isEqualTo("p=UNREACHABLE r1=WRONG_ROLE");
        assertThat(story.state().leadership().timeline()).isEqualTo(2);
        assertThat(story.state().leadership().acceptedTimeline()).isEqualTo(1);
    }

    @Test
    void anOrderThatWasTakenBackMayBeGivenAgain() {
        Story story = Story.of(PlanBuilder.of("p", "r1"))
                .rounds("p=W3 r1=S3")
                .renew(PlanBuilder.of("p", "r1").accept(1))
                .rounds("p=W1 r1=S1 | p=W2 r1=S2");
        assertThat(story.state().leadership().acceptedTimeline()).isEqualTo(1);

        story.renew(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1");
        assertThat(story.member("p").standing()).isEqualTo(Standing.STALE_PRIMARY);
        assertThat(story.state().leadership().acceptedTimeline()).isNull();

        story.renew(PlanBuilder.of("p", "r1").accept(1)).rounds("p=W1 r1=S1");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=HEALTHY");
    }

    @Test
    void anotherDatabaseOfTheSameTimelineIsAcceptedOnceToo() {
        Story story = Story.of(PlanBuilder.of("p", "r1"))
                .rounds("p=W1 r1=S1")
                .renew(PlanBuilder.of("p", "r1").accept(1))
                .rounds("p=W1x r1=S1x");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=HEALTHY");

        story.rounds("p=W1 r1=S1");

        assertThat(story.states()).isEqualTo("p=WRONG_ROLE r1=WRONG_ROLE");
    }
}
