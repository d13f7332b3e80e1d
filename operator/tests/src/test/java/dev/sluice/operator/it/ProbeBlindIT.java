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
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator that is cut off from all databases suspects itself: what it has published stays. */
class ProbeBlindIT {

    @Test
    void theSetStaysWhileNobodyAnswersAndMovesOnWhenSomebodyDoes() {
        try (var servers = PostgresReplicaSet.builder().replicas(2).start()) {
            List<TcpProxy> paths = servers.servers().stream()
                    .map((PostgresServer server) -> TcpProxy.to(server.host(), server.port()))
                    .toList();
            Tenant tenant = Tenant.of(Platform.shared(), servers);
            tenant.apply(ClusterYaml.named("db")
                    .primary("primary", paths.get(0).host(), paths.get(0).port())
                    .replica("replica-1", paths.get(1).host(), paths.get(1).port())
                    .replica("replica-2", paths.get(2).host(), paths.get(2).port()));
            tenant.eventuallyReady("db");
            Topology before = tenant.topology("db");
            paths.forEach(TcpProxy::cut);
            tenant.eventually(
                    "db",
                    status -> assertThat(status.condition(ConditionType.PROBE_BLIND))
                            .hasValueSatisfying(
                                    condition -> assertThat(condition.message()).contains("may itself be cut off")));
            tenant.eventuallyState("db", "primary", MemberState.UNREACHABLE, "ConnectionRefused");
            assertThat(tenant.condition("db", ConditionType.READY).holds()).isFalse();
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(tenant.topology("db")).isEqualTo(before));
            // One after the other, as connections are made anew: what was published stays.
            paths.get(0).restore();
            paths.get(1).restore();
            paths.get(2).restore();
            tenant.eventuallyReady("db");
            assertThat(tenant.topology("db")).isEqualTo(before);
            paths.forEach(TcpProxy::cut);
            tenant.eventuallyState("db", "primary", MemberState.UNREACHABLE, "ConnectionRefused");
            paths.get(1).restore();
            tenant.eventually(
                    "db",
                    status -> assertThat(status.condition(ConditionType.PROBE_BLIND))
                            .isEmpty());
            tenant.eventuallyTopology(
                    "db",
                    topology ->
                            assertThat(topology.primary().state().readable()).isFalse());
            paths.forEach(TcpProxy::restore);
            tenant.eventuallyReady("db");
            paths.forEach(TcpProxy::close);
        }
    }

    @Test
    void theSpecIsFollowedAndAnEditUndoneWhileNobodyAnswersAndWhoStaysSilentIsTakenOut() {
        try (var servers = PostgresReplicaSet.builder().replicas(2).start()) {
            List<TcpProxy> paths = servers.servers().stream()
                    .map((PostgresServer server) -> TcpProxy.to(server.host(), server.port()))
                    .toList();
            Tenant tenant = Tenant.of(Platform.shared(), servers);
            tenant.apply(cluster(paths, false));
            tenant.eventuallyReady("db");
            paths.forEach(TcpProxy::cut);
            tenant.eventuallyState("db", "replica-2", MemberState.UNREACHABLE, "ConnectionRefused");
            tenant.apply(cluster(paths, true));
            tenant.eventuallyTopology(
                    "db", topology -> assertThat(states(topology)).containsExactly(HEALTHY, DRAINING, HEALTHY));
            tenant.apply(cluster(paths, false));
            tenant.eventuallyTopology(
                    "db", topology -> assertThat(states(topology)).containsExactly(HEALTHY, HEALTHY, HEALTHY));
            tenant.apply(cluster(paths, true));
            tenant.eventuallyTopology(
                    "db", topology -> assertThat(states(topology)).containsExactly(HEALTHY, DRAINING, HEALTHY));
            edit(tenant, paths.get(0).port());
            tenant.eventuallyTopology(
                    "db",
                    topology -> assertThat(topology.primary().port())
                            .isEqualTo(paths.get(0).port()));
            paths.get(0).restore();
            paths.get(1).restore();
            tenant.eventuallyTopology(
                    "db", topology -> assertThat(states(topology)).containsExactly(HEALTHY, DRAINING, UNREACHABLE));
            paths.forEach(TcpProxy::close);
        }
    }

    private static List<EndpointState> states(Topology topology) {
        return topology.endpoints().stream().map(Endpoint::state).toList();
    }

    private static void edit(Tenant tenant, int port) {
        ConfigMap map = tenant.configMap("db-endpoints");
        map.getData().replaceAll((key, value) -> value.replace(String.valueOf(port), "19999"));
        tenant.client().resource(map).update();
    }

    private static ClusterYaml cluster(List<TcpProxy> paths, boolean drain) {
        return ClusterYaml.named("db")
                .primary("primary", paths.get(0).host(), paths.get(0).port())
                .replica(
                        "replica-1, drain: " + drain,
                        paths.get(1).host(),
                        paths.get(1).port())
                .replica("replica-2", paths.get(2).host(), paths.get(2).port());
    }
}
