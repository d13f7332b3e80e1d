package dev.sluice.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.cluster.ClusterState.Leadership;
import dev.sluice.routing.health.Reachability;
import dev.sluice.routing.replication.Lag;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is kept of the members when the spec names others, or other hosts. */
class RenewedPlanTest {

    private static final String HEALTHY = "p=W1 r1=S1 r2=S1";

    @Test
    void aRenamedMemberIsTheSameServer() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1");
        story.renew(PlanBuilder.of("main", "r1").host("main", "p.example"));
        assertThat(story.states()).isEqualTo("main=HEALTHY r1=HEALTHY");
        assertThat(story.state().leadership().primary()).isEqualTo("main");
        story.rounds("main=W1 r1=S1");
        assertThat(story.state().leadership().failovers()).isZero();
    }

    @Test
    void aPrimaryThatIsListedWithAnotherHostIsNoPrimaryUntilItAnswersAsOne() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1");
        story.renew(PlanBuilder.of("p", "r1").host("p", "elsewhere.example"));
        assertThat(story.state().leadership().primary()).isNull();
        assertThat(story.state().awaitsPrimary()).isTrue();
        story.rounds("p=- r1=S1");
        assertThat(story.state().awaitsPrimary()).isTrue();
        story.rounds("p=W1x r1=S1");
        assertThat(story.state().awaitsPrimary()).isFalse();
        assertThat(story.states()).isEqualTo("p=WRONG_ROLE r1=HEALTHY");
        assertThat(story.state().leadership().primary()).isNull();
    }

    @Test
    void membersThatChangePlacesInTheSpecKeepTheirRoles() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1");
        story.renew(PlanBuilder.of("p", "r1").host("p", "r1.example").host("r1", "p.example"));
        assertThat(story.state().leadership().primary()).isEqualTo("r1");
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=HEALTHY");
    }

    @Test
    void aRenewedPlanKeepsWhatIsKnownOfTheSameServers() {
        Story story = Story.of(PlanBuilder.of("p", "r1", "r2")).rounds(HEALTHY);
        MemberState known = story.member("r1");
        story.renew(PlanBuilder.of("p", "r1", "r3").generation(2).limits(Duration.ofSeconds(1), 10L));
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=HEALTHY r3=UNKNOWN");
        assertThat(story.member("r1").facts()).isEqualTo(known.facts());
        assertThat(story.member("r1").member().limits().bytes()).isEqualTo(10);
        assertThat(story.state().leadership().primary()).isEqualTo("p");
        assertThat(story.state().rounds()).isEqualTo(1);
    }

    @Test
    void aMemberWithAnotherHostIsAnotherServer() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1");
        story.renew(PlanBuilder.of("p", "r1").host("r1", "elsewhere.example"));
        assertThat(story.states()).isEqualTo("p=HEALTHY r1=UNKNOWN");
        assertThat(story.member("r1").facts()).isNull();
        assertThat(story.member("r1").reachability()).isEqualTo(Reachability.UNKNOWN);
        assertThat(story.member("r1").changedAt()).isEqualTo(story.now());
    }

    @Test
    void aPrimaryThatThePlanNoLongerNamesIsGiven() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1 r1=S1");
        story.renew(PlanBuilder.of("n", "r1")).rounds("n=- r1=S1");
        assertThat(story.state().leadership()).isEqualTo(new Leadership(null, 1, Story.SYSTEM, null, 0));
        story.rounds("n=W1 r1=S1");
        assertThat(story.state().leadership().primary()).isEqualTo("n");
    }

    @Test
    void anOwnSampleOfAnotherServerUnderTheSameNameIsForgotten() {
        Story story = Story.of(PlanBuilder.of("p", "r1")).rounds("p=W1c r1=S1c");
        story.renew(PlanBuilder.of("p", "r1").host("p", "elsewhere.example")).rounds("p=W1 r1=S1c");
        assertThat(story.member("r1").lag()).isEqualTo(new Lag.Unknown(Lag.Cause.NO_BOUND, 1_000L));
    }
}
