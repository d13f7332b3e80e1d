package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator serves the namespaces that it is told to serve, and no others. */
class NamespacesIT {

    @Test
    void onlyTheNamedNamespacesAreServed() {
        Platform platform = Platform.create("namespaces");
        try (var servers = PostgresReplicaSet.builder().replicas(0).start()) {
            Tenant one = Tenant.of(platform, servers);
            Tenant two = Tenant.of(platform, servers);
            Tenant other = Tenant.of(platform, servers);
            ClusterYaml yaml = ClusterYaml.named("db").primary(servers.primary());
            String namespaces = one.namespace() + "," + two.namespace();
            try (OperatorProcess operator =
                    platform.operator("namespaces", Map.of("QUARKUS_OPERATOR_SDK_NAMESPACES", namespaces))) {
                one.apply(yaml);
                two.apply(yaml);
                other.apply(yaml);
                one.eventuallyReady("db");
                two.eventuallyReady("db");
                await().during(Duration.ofSeconds(3))
                        .untilAsserted(() ->
                                assertThat(other.cluster("db").getStatus()).isNull());
                assertThat(operator.metrics()).doesNotContain(other.namespace());
            }
        } finally {
            platform.api().close();
        }
    }
}
