package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.kubernetes.LogNode;
import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where checks are switched off, their kind and the rights for their Jobs may be missing. */
class MigrationChecksOffIT {

    private static final List<String> ONLY_FOR_CHECKS =
            List.of("jobs", "pods", "pods/log", "migrationchecks", "migrationchecks/status");

    @Test
    void clustersAreServedWithoutTheRightsForChecks() {
        Platform platform = Platform.create("checks-off");
        platform.client()
                .rbac()
                .clusterRoles()
                .withName("sluice-operator")
                .edit(role -> new ClusterRoleBuilder(role)
                        .withRules(role.getRules().stream()
                                .filter(rule -> rule.getResources().stream().noneMatch(ONLY_FOR_CHECKS::contains))
                                .toList())
                        .build());
        try (var servers = PostgresReplicaSet.builder().replicas(0).start();
                LogNode node = LogNode.join(platform.client(), "node");
                OperatorProcess operator =
                        platform.operator("checks-off", Map.of("SLUICE_MIGRATION_CHECKS_ENABLED", "false"))) {
            CheckTenant checks = CheckTenant.of(platform, node);
            checks.files("migrations", Map.of("V1.sql", "SELECT 1;"));
            checks.apply("orders");
            Tenant tenant = Tenant.of(platform, servers);
            tenant.apply(ClusterYaml.named("db").primary(servers.primary()));

            tenant.eventuallyReady("db");
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(checks.check("orders").getStatus()).isNull());
            assertThat(operator.status("/q/health/ready")).isEqualTo(200);
            assertThat(operator.log()).content().doesNotContain("migrationchecks");
        } finally {
            platform.api().close();
        }
    }
}
