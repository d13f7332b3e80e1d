package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.topology.Topology;
import dev.sluice.testing.operator.OperatorProcess;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who leads gives it back when it ends, loses it when it is stopped, and waits for it when it may not have it. */
class LeadershipIT extends LeadingOperator {

    @Test
    void aCleanStopHandsOverWithoutWaitingForTheLease() {
        try (OperatorProcess second = platform.operator("second-" + System.nanoTime(), Map.of())) {
            assertThat(second.metrics())
                    .containsPattern("sluice_operator_leader\\{.*} 0.0")
                    .doesNotContain("sluice_member_up");
            first.stop();
            await().atMost(Duration.ofSeconds(4))
                    .untilAsserted(
                            () -> assertThat(second.metrics()).containsPattern("sluice_operator_leader\\{.*} 1.0"));
            await().untilAsserted(() -> assertThat(second.metrics()).contains("sluice_member_up"));
        }
    }

    @Test
    void aStopIsNotHeldUpByAnApiServerThatDoesNotAnswer() throws IOException {
        platform.api().suspend();
        try {
            first.stop();
        } finally {
            platform.api().resume();
        }
        assertThat(Files.readString(first.log())).contains("The lease could not be given back within 2 s");
    }

    @Test
    void aLeaseWithoutASpecIsComplainedOfOnceAndUsedOnceItIsGone() throws IOException {
        String name = "broken-" + System.nanoTime();
        Lease broken = new LeaseBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .build();
        platform.client().resource(broken).create();
        try (OperatorProcess late = platform.operator("late-" + name, Map.of("SLUICE_LEASE_NAME", name))) {
            await().untilAsserted(
                            () -> assertThat(Files.readString(late.log())).contains("has a form that cannot be used"));
            platform.client().resource(broken).delete();
            await().untilAsserted(() -> assertThat(late.metrics()).containsPattern("sluice_operator_leader\\{.*} 1.0"));
            assertThat(Files.readString(late.log())).containsOnlyOnce("has a form that cannot be used");
        }
    }

    @Test
    void ofTwoThatAreGivenTheSameNameOneLeads() {
        String lease = "same-" + System.nanoTime();
        Map<String, String> named = Map.of("SLUICE_LEASE_NAME", lease, "SLUICE_LEASE_IDENTITY", "same");
        try (OperatorProcess one = platform.operator("one-" + lease, named);
                OperatorProcess other = platform.operator("other-" + lease, named)) {
            await().untilAsserted(() -> assertThat(one.metrics()).containsPattern("sluice_operator_leader\\{.*} 1.0"));
            await().during(Duration.ofSeconds(3))
                    .untilAsserted(
                            () -> assertThat(other.metrics()).containsPattern("sluice_operator_leader\\{.*} 0.0"));
        }
    }

    @Test
    void aDeposedLeaderStopsAtOnce() {
        try (OperatorProcess second = platform.operator("second-" + System.nanoTime(), Map.of())) {
            first.suspend();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(second.metrics()).containsPattern("sluice_operator_leader\\{.*} 1.0"));
            Topology taken = tenant.topology("db");
            first.resume();
            await().untilAsserted(() -> assertThat(first.metrics())
                    .containsPattern("sluice_operator_leader\\{.*} 0.0")
                    .doesNotContain("sluice_member_up"));
            assertThat(second.metrics()).containsPattern("sluice_operator_leader\\{.*} 1.0");
            assertThat(tenant.topology("db").sameRouting(taken)).isTrue();
            second.stop();
            await().untilAsserted(() -> assertThat(first.metrics())
                    .containsPattern("sluice_operator_leader\\{.*} 1.0")
                    .contains("sluice_member_up"));
            assertThat(first.isAlive()).isTrue();
        }
    }
}
