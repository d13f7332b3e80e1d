package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Topology;
import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator and the API server may end and come back: what was published holds, goes on, and never steps back. */
class OperatorLifecycleIT {

    private static Platform platform;
    private static PostgresReplicaSet servers;

    private OperatorProcess first;
    private Tenant tenant;

    @BeforeAll
    static void start() {
        platform = Platform.create("lifecycle");
        servers = PostgresReplicaSet.builder().replicas(2).start();
    }

    @AfterAll
    static void stop() {
        servers.close();
        platform.api().close();
    }

    @BeforeEach
    void ready() {
        first = platform.operator("first-" + System.nanoTime(), Map.of());
        tenant = Tenant.of(platform, servers);
        tenant.apply(ClusterYaml.named("db").primary(servers.primary()).replicas(servers.replicas()));
        tenant.eventuallyReady("db");
        tenant.eventuallyTopology(
                "db",
                topology -> assertThat(topology.replicas())
                        .extracting(Endpoint::state)
                        .containsOnly(EndpointState.HEALTHY));
    }

    @AfterEach
    void end() {
        tenant.delete("db");
        first.close();
    }

    @Test
    void afterAKillTheRevisionGoesOnAndNothingFlaps() {
        servers.replicas().get(0).stop();
        tenant.eventuallyState("db", "replica-1", MemberState.UNREACHABLE, "ConnectionRefused");
        Topology before = tenant.topology("db");
        Condition readyBefore = tenant.condition("db", ConditionType.READY);
        int events = tenant.events("db").size();
        first.kill();
        first.startAgain();
        await().during(Duration.ofSeconds(6)).atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(tenant.topology("db")).isEqualTo(before);
            assertThat(tenant.condition("db", ConditionType.READY)).isEqualTo(readyBefore);
            assertThat(tenant.member("db", "replica-1").state()).isEqualTo(MemberState.UNREACHABLE);
        });
        assertThat(tenant.events("db")).hasSize(events);
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
    void aCleanStopHandsOverWithoutWaitingForTheLease() {
        try (OperatorProcess second = platform.operator("second-" + System.nanoTime(), Map.of())) {
            assertThat(second.metrics()).contains("sluice_operator_leader 0.0").doesNotContain("sluice_member_up");
            first.stop();
            await().atMost(Duration.ofSeconds(4))
                    .untilAsserted(() -> assertThat(second.metrics()).contains("sluice_operator_leader 1.0"));
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
            await().untilAsserted(() -> assertThat(late.metrics()).contains("sluice_operator_leader 1.0"));
            assertThat(Files.readString(late.log())).containsOnlyOnce("has a form that cannot be used");
        }
    }

    @Test
    void aDeposedLeaderStopsAtOnce() {
        try (OperatorProcess second = platform.operator("second-" + System.nanoTime(), Map.of())) {
            first.suspend();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(second.metrics()).contains("sluice_operator_leader 1.0"));
            Topology taken = tenant.topology("db");
            first.resume();
            await().untilAsserted(() -> assertThat(first.metrics())
                    .contains("sluice_operator_leader 0.0")
                    .doesNotContain("sluice_member_up"));
            assertThat(second.metrics()).contains("sluice_operator_leader 1.0");
            assertThat(tenant.topology("db").sameRouting(taken)).isTrue();
            second.stop();
            await().untilAsserted(() -> assertThat(first.metrics())
                    .contains("sluice_operator_leader 1.0")
                    .contains("sluice_member_up"));
            assertThat(first.isAlive()).isTrue();
        }
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
                            .contains("sluice_operator_leader 0.0")
                            .doesNotContain("sluice_member_up"));
            assertThat(first.status("/q/health/live")).isEqualTo(200);
            Thread.sleep(Duration.ofSeconds(20).toMillis());
        } finally {
            platform.api().resume();
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(first.metrics())
                        .contains("sluice_operator_leader 1.0")
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
}
