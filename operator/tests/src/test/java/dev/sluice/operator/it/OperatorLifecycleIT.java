package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.routing.topology.Topology;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The operator and the API server may end and come back: what was published holds, goes on, and never steps back. */
class OperatorLifecycleIT extends LeadingOperator {

    @Test
    void afterAKillTheRevisionGoesOnAndNothingFlaps() {
        servers.replicas().get(0).stop();
        tenant.eventuallyState("db", "replica-1", MemberState.UNREACHABLE, "ConnectionRefused");
        Topology before = tenant.topology("db");
        Condition readyBefore = tenant.condition("db", ConditionType.READY);
        await().untilAsserted(() -> assertThat(told()).contains("MemberUnreachable"));
        List<String> events = told();
        first.kill();
        first.startAgain();
        await().during(Duration.ofSeconds(6)).atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(tenant.topology("db")).isEqualTo(before);
            assertThat(tenant.condition("db", ConditionType.READY)).isEqualTo(readyBefore);
            assertThat(tenant.member("db", "replica-1").state()).isEqualTo(MemberState.UNREACHABLE);
        });
        assertThat(told()).isEqualTo(events);
        servers.replicas().get(0).start();
        tenant.eventuallyState("db", "replica-1", MemberState.HEALTHY, "Ok");
        tenant.eventuallyTopology(
                "db", topology -> assertThat(topology.revision()).isGreaterThan(before.revision()));
    }

    @Test
    void aClusterThatWasPausedWhileNoOperatorRanIsSeenToBePaused() {
        Topology before = tenant.topology("db");
        first.kill();
        tenant.apply(ClusterYaml.named("db")
                .primary(servers.primary())
                .replicas(servers.replicas())
                .with("paused: true"));
        first.startAgain();
        tenant.eventually("db", status -> {
            assertThat(status.condition(ConditionType.READY).orElseThrow().reason())
                    .isEqualTo("Paused");
            assertThat(status.observedGeneration()).isEqualTo(2);
        });
        assertThat(tenant.topology("db")).isEqualTo(before);
        // Nobody asks its members any more, so no alert may go by what they were.
        await().untilAsserted(() -> assertThat(first.metrics())
                .contains("sluice_cluster_paused{namespace=\"" + tenant.namespace() + "\",cluster=\"db\"} 1.0")
                .doesNotContain("sluice_member_role{namespace=\"" + tenant.namespace() + "\"")
                .doesNotContain("sluice_cluster_wanted_replicas{namespace=\"" + tenant.namespace() + "\""));
    }

    @Test
    void anApiServerThatRestartsIsSurvived() {
        Topology before = tenant.topology("db");
        platform.api().restart();
        servers.replicas().get(1).stop();
        tenant.eventuallyState("db", "replica-2", MemberState.UNREACHABLE, "ConnectionRefused");
        servers.replicas().get(1).start();
        tenant.eventuallyState("db", "replica-2", MemberState.HEALTHY, "Ok");
        tenant.eventuallyTopology(
                "db", topology -> assertThat(topology.revision()).isGreaterThanOrEqualTo(before.revision() + 2));
        await().untilAsserted(() -> assertThat(first.status("/q/health/live")).isEqualTo(200));
    }

    @Test
    void anApiServerThatIsAwayForLongerThanTheLeaseCostsNoRestart() throws InterruptedException {
        Topology before = tenant.topology("db");
        long process = first.pid();
        platform.api().suspend();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(first.metrics())
                            .as("nobody else could know that it still leads")
                            .containsPattern("sluice_operator_leader\\{.*} 0.0")
                            .doesNotContain("sluice_member_up"));
            assertThat(first.status("/q/health/live")).isEqualTo(200);
            Thread.sleep(Duration.ofSeconds(20).toMillis());
        } finally {
            platform.api().resume();
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(first.metrics())
                        .containsPattern("sluice_operator_leader\\{.*} 1.0")
                        .contains("sluice_member_up"));
        servers.replicas().get(0).stop();
        tenant.eventuallyState("db", "replica-1", MemberState.UNREACHABLE, "ConnectionRefused");
        servers.replicas().get(0).start();
        tenant.eventuallyState("db", "replica-1", MemberState.HEALTHY, "Ok");
        tenant.eventuallyTopology(
                "db", topology -> assertThat(topology.revision()).isEqualTo(before.revision() + 2));
        assertThat(first.isAlive()).isTrue();
        assertThat(first.pid()).isEqualTo(process);
    }

    // A machine that is short of processors may give the new process one round in which nobody answers in time.
    private List<String> told() {
        return tenant.events("db").stream()
                .map(Event::getReason)
                .filter(reason -> !reason.startsWith("ProbeBlind"))
                .sorted()
                .toList();
    }
}
