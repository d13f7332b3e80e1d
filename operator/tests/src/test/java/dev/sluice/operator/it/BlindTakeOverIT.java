package dev.sluice.operator.it;

import static dev.sluice.routing.topology.EndpointState.DRAINING;
import static dev.sluice.routing.topology.EndpointState.HEALTHY;
import static dev.sluice.routing.topology.EndpointState.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Topology;
import dev.sluice.testing.network.TcpProxy;
import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A leader that begins while no member answers goes on with what the one before has published, and with nothing else. */
class BlindTakeOverIT {

    private static Platform platform;

    private PostgresReplicaSet servers;
    private List<TcpProxy> paths;
    private OperatorProcess operator;
    private Tenant tenant;

    @BeforeAll
    static void platform() {
        platform = Platform.create("blind");
    }

    @AfterAll
    static void close() {
        platform.api().close();
    }

    @BeforeEach
    void start() {
        servers = PostgresReplicaSet.builder().replicas(2).start();
        paths = servers.servers().stream()
                .map(server -> TcpProxy.to(server.host(), server.port()))
                .toList();
        operator = platform.operator("blind-" + System.nanoTime(), Map.of());
        tenant = Tenant.of(platform, servers);
        tenant.apply(cluster(paths.get(0).host(), false));
        tenant.eventuallyReady("db");
        tenant.eventuallyState("db", "replica-1", MemberState.HEALTHY, "Ok");
        tenant.eventuallyState("db", "replica-2", MemberState.HEALTHY, "Ok");
        paths.forEach(TcpProxy::cut);
        // Until the status says so of all, whoever comes next cannot know that it was blind.
        for (String member : List.of("primary", "replica-1", "replica-2")) {
            tenant.eventuallyState("db", member, MemberState.UNREACHABLE, "ConnectionRefused");
        }
    }

    @AfterEach
    void stop() {
        tenant.delete("db");
        operator.close();
        paths.forEach(TcpProxy::close);
        servers.close();
    }

    @Test
    void replicasServeOnThoughThePrimaryHasDiedMeanwhile() {
        servers.primary().stop();
        paths.get(1).restore();
        paths.get(2).restore();
        eventuallyStates(UNREACHABLE, HEALTHY, HEALTHY);
        replicasAreSaidToBeUsable();

        operator.kill();
        takenOver("0.0");

        await().during(Duration.ofSeconds(5))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(states()).containsExactly(UNREACHABLE, HEALTHY, HEALTHY));
        replicasAreSaidToBeUsable();
    }

    @Test
    void theSpecIsFollowedButNobodyIsTakenForThePrimary() {
        tenant.apply(cluster(paths.get(0).host(), true));
        eventuallyStates(HEALTHY, DRAINING, HEALTHY);
        operator.kill();
        takenOver("1.0");
        assertThat(states()).containsExactly(HEALTHY, DRAINING, HEALTHY);
        tenant.apply(cluster(paths.get(0).host(), false));
        eventuallyStates(HEALTHY, HEALTHY, HEALTHY);

        Topology before = tenant.topology("db");
        tenant.apply(cluster("moved.invalid", false));
        saysThatNobodyAnswers();
        await().during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(tenant.topology("db")).isEqualTo(before));
        operator.kill();
        takenOver("1.0");
        saysThatNobodyAnswers();
        assertThat(tenant.topology("db")).isEqualTo(before);

        tenant.apply(cluster(paths.get(0).host(), false));
        paths.forEach(TcpProxy::restore);
        tenant.eventuallyReady("db");
        eventuallyStates(HEALTHY, HEALTHY, HEALTHY);
    }

    @Test
    void aDocumentThatIsLostIsMadeAgainOnceSomebodyAnswers() {
        long revision = tenant.topology("db").revision();
        operator.kill();
        tenant.client().resource(tenant.configMap("db-endpoints")).delete();
        takenOver("1.0");
        tenant.eventually(
                "db",
                status -> assertThat(status.condition(ConditionType.ENDPOINTS_PUBLISHED))
                        .hasValueSatisfying(
                                published -> assertThat(published.reason()).isEqualTo("Pending")));
        await().during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(configMaps()).isEmpty());
        paths.forEach(TcpProxy::restore);
        tenant.eventuallyReady("db");
        eventuallyStates(HEALTHY, HEALTHY, HEALTHY);
        assertThat(tenant.topology("db").revision()).isGreaterThan(revision);
    }

    private void takenOver(String blind) {
        operator.startAgain();
        String series = "sluice_cluster_probe_blind{namespace=\"" + tenant.namespace() + "\",cluster=\"db\"} " + blind;
        String members = "sluice_member_state{namespace=\"" + tenant.namespace() + "\",cluster=\"db\"";
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(operator.metrics()).contains(series).contains(members));
    }

    private void replicasAreSaidToBeUsable() {
        tenant.eventually("db", status -> {
            assertThat(status.replicas().summary()).isEqualTo("2/2");
            assertThat(status.condition(ConditionType.REPLICAS_HEALTHY))
                    .hasValueSatisfying(healthy -> assertThat(healthy.holds()).isTrue());
        });
        assertThat(operator.metrics())
                .contains(
                        "sluice_cluster_usable_replicas{namespace=\"" + tenant.namespace() + "\",cluster=\"db\"} 2.0");
    }

    private void saysThatNobodyAnswers() {
        tenant.eventually("db", status -> {
            assertThat(status.condition(ConditionType.READY))
                    .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("NoMemberAnswers"));
            assertThat(status.condition(ConditionType.ENDPOINTS_PUBLISHED)).hasValueSatisfying(published -> {
                assertThat(published.reason()).isEqualTo("Held");
                assertThat(published.message())
                        .isEqualTo("No member answers now, so what ConfigMap \"db-endpoints\" holds stays.");
            });
        });
    }

    private void eventuallyStates(EndpointState... states) {
        tenant.eventuallyTopology("db", topology -> assertThat(states()).containsExactly(states));
    }

    private List<EndpointState> states() {
        return tenant.topology("db").endpoints().stream().map(Endpoint::state).toList();
    }

    private List<ConfigMap> configMaps() {
        return tenant.client().configMaps().inNamespace(tenant.namespace()).list().getItems().stream()
                .filter(map -> map.getMetadata().getName().equals("db-endpoints"))
                .toList();
    }

    private ClusterYaml cluster(String primary, boolean drain) {
        return ClusterYaml.named("db")
                .primary("primary", primary, paths.get(0).port())
                .replica(
                        "replica-1, drain: " + drain,
                        paths.get(1).host(),
                        paths.get(1).port())
                .replica("replica-2", paths.get(2).host(), paths.get(2).port());
    }
}
