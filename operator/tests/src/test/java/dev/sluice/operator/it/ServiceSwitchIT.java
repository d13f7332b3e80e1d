package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.testing.network.TcpProxy;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import org.junit.jupiter.api.Test;

/** The primary is behind a name that leads to another server after a failover, while the old one goes on. */
class ServiceSwitchIT {

    @Test
    void thePrimaryIsFoundBehindItsNameAgainThoughTheOldOneLives() {
        try (var servers = PostgresReplicaSet.builder().replicas(1).start();
                var service =
                        TcpProxy.to(servers.primary().host(), servers.primary().port())) {
            PostgresServer old = servers.primary();
            PostgresServer next = servers.server("replica-1");
            Tenant tenant = Tenant.of(Platform.shared(), servers);
            tenant.apply(ClusterYaml.named("db")
                    .primary("primary", service.host(), service.port())
                    .replica(next));
            tenant.eventuallyReady("db");

            servers.promote(next);
            tenant.eventuallyState("db", "primary", MemberState.WRONG_ROLE, "StaleTimeline");
            service.redirect(next.host(), next.port());

            tenant.eventuallyReady("db");
            tenant.eventually("db", status -> {
                assertThat(status.timeline()).isEqualTo(2);
                assertThat(status.condition(ConditionType.SPLIT_BRAIN)).isEmpty();
                assertThat(status.members())
                        .allSatisfy(member -> assertThat(member.state()).isNotEqualTo(MemberState.WRONG_ROLE));
            });
            tenant.eventuallyTopology(
                    "db", topology -> assertThat(topology.primary().port()).isIn(next.port(), service.port()));
            assertThat(old.isInRecovery()).as("the old primary lives").isFalse();
        }
    }
}
