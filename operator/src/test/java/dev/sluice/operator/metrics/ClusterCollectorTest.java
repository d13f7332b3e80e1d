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

    private static double wanted(PlanBuilder plan, String round) {
        var state = Story.of(plan).rounds(round).state();
        return new ClusterCollector(() -> List.of(state))
                .collect().stream()
                        .filter(family -> family.name.equals(Meter.CLUSTER_WANTED_REPLICAS.metric()))
                        .flatMap(family -> family.samples.stream())
                        .mapToDouble(sample -> sample.value)
                        .sum();
    }
}
