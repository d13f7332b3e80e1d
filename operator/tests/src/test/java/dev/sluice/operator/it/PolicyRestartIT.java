package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.redis.RedisServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an operator that has just begun says of a policy that another one has published. */
class PolicyRestartIT {

    @Test
    void itDoesNotSayThatTheCatalogIsNotKnownWhenTheDocumentTellsIt() {
        Platform platform = Platform.create("policy-restart");
        try (var servers = PostgresReplicaSet.builder().replicas(0).start();
                var redis = RedisServer.open().start()) {
            Tenant tenant = Tenant.of(platform, servers);
            var policies = new Policies(tenant);
            try (OperatorProcess first = platform.operator("policy-restart-1", Map.of())) {
                tenant.apply(ClusterYaml.named("db").primary(servers.primary()));
                tenant.eventuallyReady("db");
                policies.apply(
                        "{tls: {mode: disable}, nodes: [{host: 127.0.0.1, port: " + redis.port() + "}]}",
                        "probe: {interval: 1s}");
                policies.eventually(ConditionType.CATALOG_READ, "True Read");
                policies.eventually(ConditionType.READY, "True Usable");
                assertThat(first.isAlive()).isTrue();
            }
            // So the next one has nothing but the document.
            servers.primary().stop();
            try (OperatorProcess second = platform.operator("policy-restart-2", Map.of())) {
                policies.eventually(ConditionType.CATALOG_READ, "Unknown PrimaryUnknown");
                policies.eventually(ConditionType.READY, "True Usable");
                assertThat(policies.document().writes().catalogKnown()).isTrue();
                assertThat(policies.status()
                                .condition(ConditionType.READY)
                                .orElseThrow()
                                .message())
                        .isEqualTo("The policy is published and Redis answers.");
                assertThat(second.isAlive()).isTrue();
            }
        } finally {
            platform.api().close();
        }
    }
}
