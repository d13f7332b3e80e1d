package dev.sluice.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.routing.topology.EndpointState;
import org.junit.jupiter.api.Test;

/** Members that the spec takes out of rotation. */
class DrainedMembersTest {

    private static final String HEALTHY = "p=W1 r1=S1 r2=S1";

    @Test
    void anOrderToDrainDoesNotWaitForAnAnswer() {
        Story story = Story.of(PlanBuilder.of("p", "r1", "r2")).rounds(HEALTHY);
        story.renew(PlanBuilder.of("p", "r1", "r2").drain("p", "r1"));
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=DRAINING r2=HEALTHY");
        assertThat(story.member("r1").changedAt()).isEqualTo(story.now());
        story.rounds("p=- r1=- r2=S1");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=DRAINING r2=HEALTHY");
        story.rounds("p=W1 r1=S1b r2=S1");
        assertThat(story.states()).as("one that is ill stays ill").isEqualTo("p=HEALTHY r1=LAGGING r2=HEALTHY");
        story.rounds("p=W1 r1=S1 r2=S1 | p=- r1=S1 r2=S1");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=DRAINING r2=HEALTHY");
    }

    @Test
    void aDrainedMemberThatIsDownIsSaidToBeDown() {
        Story story = Story.of(PlanBuilder.of("p", "r1").drain("r1"))
                .rounds("p=W1 r1=S1 | p=W1 r1=- | p=W1 r1=- | p=W1 r1=-");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=UNREACHABLE");
    }

    @Test
    void aDrainedMemberThatIsPromotedIsThePrimary() {
        Story story = Story.of(PlanBuilder.of("p", "r1").drain("r1")).rounds("p=W1 r1=S1 | p=- r1=W2");
        assertThat(story.state().leadership().primary()).isEqualTo("r1");
        assertThat(story.member("r1").verdict().state()).isEqualTo(EndpointState.HEALTHY);
    }

    @Test
    void whoIsNoLongerDrainedIsWhatItWasMeasuredToBe() {
        PlanBuilder drained = PlanBuilder.of("p", "r1", "r2").drain("r1", "r2");
        Story story = Story.of(drained).rounds("p=W1 r1=S1 r2=S1b");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=DRAINING r2=LAGGING");
        story.renew(PlanBuilder.of("p", "r1", "r2"));
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=HEALTHY r2=LAGGING");
        assertThat(story.member("r1").changedAt()).isEqualTo(story.now());
        story.renew(drained).rounds("p=- r1=S1 r2=S1").renew(PlanBuilder.of("p", "r1", "r2"));
        assertThat(story.states()).as("without the primary too").isEqualTo("p=HEALTHY r1=HEALTHY r2=LAGGING");
    }
}
