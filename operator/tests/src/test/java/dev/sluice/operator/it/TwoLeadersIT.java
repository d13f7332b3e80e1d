package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import dev.sluice.routing.topology.TopologyFormatException;
import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Two operators that both believe to lead publish each change once, in order. */
class TwoLeadersIT {

    private static final int CHANGES = 12;

    @Test
    void revisionsGrowByOneAndNeverStepBack() {
        Platform platform = Platform.create("two-leaders");
        try (var servers = PostgresReplicaSet.builder().replicas(1).start();
                OperatorProcess one = platform.operator("one", Map.of("SLUICE_LEASE_NAME", "one"));
                OperatorProcess two = platform.operator("two", Map.of("SLUICE_LEASE_NAME", "two"))) {
            await().untilAsserted(() -> {
                assertThat(one.metrics()).contains(leads("one"));
                assertThat(two.metrics()).contains(leads("two"));
            });
            Tenant tenant = Tenant.of(platform, servers);
            List<Topology> seen = new CopyOnWriteArrayList<>();
            try (var watch =
                    tenant.client().configMaps().inNamespace(tenant.namespace()).watch(collect(seen))) {
                assertThat(watch).isNotNull();
                tenant.apply(cluster(servers, false));
                tenant.eventuallyReady("db");
                for (int change = 0; change < CHANGES; change++) {
                    boolean drain = change % 2 == 0;
                    tenant.apply(cluster(servers, drain));
                    tenant.eventuallyTopology(
                            "db",
                            topology -> assertThat(topology.replicas().get(0).state())
                                    .isEqualTo(drain ? EndpointState.DRAINING : EndpointState.HEALTHY));
                }
            }
            assertThat(seen).hasSizeGreaterThan(CHANGES);
            for (int i = 1; i < seen.size(); i++) {
                assertThat(seen.get(i).revision()).isEqualTo(seen.get(i - 1).revision() + 1);
            }
        } finally {
            platform.api().close();
        }
    }

    @Test
    void oneThatHasMissedAPromotionDoesNotPublishTheOldPrimary() {
        Platform platform = Platform.create("late-leader");
        try (var servers = PostgresReplicaSet.builder().replicas(1).start();
                OperatorProcess one = platform.operator("prompt", Map.of("SLUICE_LEASE_NAME", "prompt"));
                OperatorProcess two = platform.operator("late", Map.of("SLUICE_LEASE_NAME", "late"))) {
            await().untilAsserted(() -> {
                assertThat(one.metrics()).contains(leads("prompt"));
                assertThat(two.metrics()).contains(leads("late"));
            });
            Tenant tenant = Tenant.of(platform, servers);
            tenant.apply(cluster(servers, false));
            tenant.eventuallyReady("db");
            await().untilAsserted(() -> assertThat(two.metrics()).contains("sluice_member_up"));
            two.suspend();
            servers.primary().stop();
            servers.server("replica-1").execute("SELECT pg_promote()");
            tenant.eventuallyTopology(
                    "db", topology -> assertThat(topology.timeline()).isEqualTo(2));
            two.resume();
            await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                Topology topology = tenant.topology("db");
                assertThat(topology.timeline()).isEqualTo(2);
                assertThat(topology.primary().name()).isEqualTo("replica-1");
            });
        } finally {
            platform.api().close();
        }
    }

    private static ClusterYaml cluster(PostgresReplicaSet servers, boolean drain) {
        return ClusterYaml.named("db")
                .primary(servers.primary())
                .replica(
                        "replica-1, drain: " + drain,
                        "127.0.0.1",
                        servers.replicas().get(0).port());
    }

    private static String leads(String lease) {
        return "sluice_operator_leader{namespace=\"default\",lease=\"" + lease + "\"} 1.0";
    }

    private static Watcher<ConfigMap> collect(List<Topology> seen) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, ConfigMap configMap) {
                String json =
                        configMap.getData() == null ? null : configMap.getData().get("endpoints.json");
                if (json != null) {
                    try {
                        seen.add(TopologyCodec.read(json));
                    } catch (TopologyFormatException e) {
                        throw new AssertionError(e);
                    }
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                throw new AssertionError(cause);
            }
        };
    }
}
