package dev.sluice.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.cluster.PlanBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlertThresholdTest {

    @Test
    void eachMemberHasItsOwnLagLimit() {
        PlanBuilder plan = PlanBuilder.of("p", "r1")
                .limits(Duration.ofSeconds(5), 1000L)
                .ownMaxLag("r1", Duration.ofMillis(30_500));

        assertThat(AlertThreshold.of(plan.build()))
                .containsExactlyInAnyOrder(
                        new AlertThreshold("SluiceReplicaLagging", "seconds", "p", 5),
                        new AlertThreshold("SluiceReplicaLagging", "bytes", "p", 1000),
                        new AlertThreshold("SluiceReplicaLagging", "seconds", "r1", 30.5),
                        new AlertThreshold("SluiceReplicaLagging", "bytes", "r1", 1000),
                        new AlertThreshold("SluiceNoHealthyReplica", "replicas", "", 1));
    }
}
