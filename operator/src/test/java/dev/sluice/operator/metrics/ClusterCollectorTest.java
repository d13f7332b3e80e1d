package dev.sluice.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.cluster.PlanBuilder;
import dev.sluice.operator.cluster.Rotation;
import dev.sluice.operator.cluster.Story;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterCollectorTest {

    @Test
    void replicasAreWantedThatAreNotDrained() {
        assertThat(wanted(PlanBuilder.of("p"), "p=W1")).isZero();
        assertThat(wanted(PlanBuilder.of("p", "r1", "r2").drain("r1"), "p=W1 r1=S1 r2=S1"))
                .isEqualTo(1);
    }

    @Test
    void aServiceThatGivesReplicasIsToGiveOneAtLeast() {
        assertThat(wanted(PlanBuilder.of("p").shortfall("NoEndpoints"), "p=W1")).isEqualTo(1);
        assertThat(wanted(PlanBuilder.of("p", "a").found(Rotation.TERMINATING, "a"), "p=W1 a=S1"))
                .isEqualTo(1);
        assertThat(wanted(PlanBuilder.of("p", "a", "b").found(Rotation.IN, "a", "b"), "p=W1 a=S1 b=S1"))
                .isEqualTo(2);
        assertThat(wanted(PlanBuilder.of("p", "r1").shortfall("NoEndpoints"), "p=W1 r1=S1"))
                .isEqualTo(1);
    }

    @Test
    void aPausedClusterHasNoOtherSeries() {
        var state = Story.of(PlanBuilder.of("p", "r1").paused())
                .rounds("p=W1 r1=S1")
                .state();
        assertThat(new ClusterCollector(() -> List.of(state)).collect())
                .filteredOn(family -> !family.samples.isEmpty())
                .extracting(family -> family.name)
                .containsExactly(Meter.CLUSTER_PAUSED.metric());
    }

    /** So that the alert that no replica is usable does not fire while reads go to them. */
    @Test
    void whoAnswersAfterNobodyDidIsUsableThoughThePrimaryIsDead() {
        String rounds = "p=W1 r1=S1 r2=S1 | p=- r1=- r2=- | p=- r1=- r2=- | p=- r1=- r2=- | p=- r1=S1 r2=S1";
        assertThat(value(Meter.CLUSTER_USABLE_REPLICAS, PlanBuilder.of("p", "r1", "r2"), rounds))
                .isEqualTo(2);
    }

    private static double wanted(PlanBuilder plan, String round) {
        return value(Meter.CLUSTER_WANTED_REPLICAS, plan, round);
    }

    private static double value(Meter meter, PlanBuilder plan, String rounds) {
        var state = Story.of(plan).rounds(rounds).state();
        return new ClusterCollector(() -> List.of(state))
                .collect().stream()
                        .filter(family -> family.name.equals(meter.metric()))
                        .flatMap(family -> family.samples.stream())
                        .mapToDouble(sample -> sample.value)
                        .sum();
    }
}
