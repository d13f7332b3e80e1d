package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.MemberRole;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.routing.topology.Role;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import io.fabric8.kubernetes.api.model.Event;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Roles come from the servers, never from the spec alone. */
@Tag("core")
class RolesIT {

    @Test
    void aPromotionIsFollowedWithoutAChangeOfTheSpec() {
        try (var servers = PostgresReplicaSet.builder().replicas(2).start()) {
            Tenant tenant = ready(servers);
            servers.primary().stop();
            tenant.eventuallyState("db", "primary", MemberState.UNREACHABLE, "ConnectionRefused");
            assertThat(tenant.status("db").primary()).isEqualTo("primary");
            assertThat(tenant.member("db", "replica-1").state()).isEqualTo(MemberState.HEALTHY);
            servers.promote(servers.server("replica-1"));
            tenant.eventually("db", status -> assertThat(status.primary()).isEqualTo("replica-1"));
            tenant.eventuallyReady("db");
            tenant.eventuallyTopology("db", topology -> {
                assertThat(topology.primary().name()).isEqualTo("replica-1");
                assertThat(topology.timeline()).isEqualTo(2);
            });
            tenant.eventuallyState("db", "replica-2", MemberState.HEALTHY, "Ok");
            assertThat(tenant.events("db")).extracting(Event::getReason).contains("PrimaryChanged");
            servers.rejoin(servers.server("primary"), servers.primary());
            tenant.eventuallyState("db", "primary", MemberState.HEALTHY, "Ok");
            assertThat(tenant.member("db", "primary").role()).isEqualTo(MemberRole.REPLICA);
            assertThat(tenant.cluster("db").getMetadata().getGeneration()).isEqualTo(1);
        }
    }

    @Test
    void aStandbyThatIsListedAsThePrimaryIsNotWrittenTo() {
        try (var servers = PostgresReplicaSet.builder().replicas(2).start()) {
            Tenant tenant = Tenant.of(Platform.shared(), servers);
            tenant.apply(
                    ClusterYaml.named("db").primary(servers.server("replica-1")).replica(servers.server("replica-2")));
            tenant.eventually(
                    "db",
                    status -> assertThat(status.condition(ConditionType.PRIMARY_REACHABLE))
                            .hasValueSatisfying(condition -> {
                                assertThat(condition.reason()).isEqualTo("AllInRecovery");
                                assertThat(condition.message()).contains("replica-1", "Promote one");
                            }));
            tenant.eventuallyTopology(
                    "db", topology -> assertThat(topology.primary()).isNull());
        }
    }

    @Test
    void aStandbyListedAsThePrimaryAndThePrimaryAsAReplicaChangePlaces() {
        try (var servers = PostgresReplicaSet.builder().replicas(1).start()) {
            Tenant tenant = Tenant.of(Platform.shared(), servers);
            tenant.apply(
                    ClusterYaml.named("db").primary(servers.server("replica-1")).replica(servers.server("primary")));
            tenant.eventuallyReady("db");
            assertThat(tenant.topology("db").primary().name()).isEqualTo("primary");
            assertThat(tenant.topology("db").replicas().get(0).name()).isEqualTo("replica-1");
        }
    }

    @Test
    void ofTwoPrimariesTheHigherTimelineWins() {
        try (var servers = PostgresReplicaSet.builder().replicas(1).start()) {
            Tenant tenant = ready(servers);
            PostgresServer old = servers.primary();
            servers.promote(servers.server("replica-1"));
            old.execute("CREATE TABLE lost AS SELECT repeat('x', 1000) AS x FROM generate_series(1, 20000)");
            tenant.eventually("db", status -> {
                assertThat(status.primary()).isEqualTo("replica-1");
                assertThat(status.condition(ConditionType.SPLIT_BRAIN))
                        .hasValueSatisfying(condition -> assertThat(condition.message())
                                .contains("primary, replica-1", "Writes go to replica-1"));
                assertThat(status.condition(ConditionType.READY).orElseThrow().holds())
                        .isFalse();
            });
            tenant.eventuallyState("db", "primary", MemberState.WRONG_ROLE, "StaleTimeline");
            tenant.eventuallyTopology("db", topology -> {
                assertThat(topology.primary().name()).isEqualTo("replica-1");
                assertThat(topology.endpoint("primary").orElseThrow().state().readable())
                        .isFalse();
            });
            assertThat(tenant.events("db")).extracting(Event::getReason).contains("SplitBrain");
            servers.rejoin(old, servers.primary());
            tenant.eventuallyReady("db");
            assertThat(tenant.status("db").condition(ConditionType.SPLIT_BRAIN)).isEmpty();
        }
    }

    @Test
    void aReplicaThatStillFollowsTheOldPrimaryIsNotRead() {
        try (var servers = PostgresReplicaSet.builder().replicas(2).start()) {
            Tenant tenant = ready(servers);
            PostgresServer old = servers.primary();
            servers.server("replica-1").execute("SELECT pg_promote()");
            old.execute("CREATE TABLE lost AS SELECT repeat('x', 1000) AS x FROM generate_series(1, 20000)");
            tenant.eventually("db", status -> assertThat(status.primary()).isEqualTo("replica-1"));
            tenant.eventuallyState("db", "replica-2", MemberState.LAGGING, "OtherTimeline");
            tenant.eventuallyTopology(
                    "db",
                    topology -> assertThat(topology.endpoint("replica-2")
                                    .orElseThrow()
                                    .state()
                                    .readable())
                            .isFalse());
        }
    }

    @Test
    void aLowerTimelineIsRefusedUntilItIsAcceptedOnPurpose() {
        try (var servers = PostgresReplicaSet.builder().replicas(1).start()) {
            Tenant tenant = ready(servers);
            PostgresServer old = servers.primary();
            servers.promote(servers.server("replica-1"));
            tenant.eventually("db", status -> assertThat(status.timeline()).isEqualTo(2));
            servers.server("replica-1").stop();
            tenant.eventuallyState("db", "replica-1", MemberState.UNREACHABLE, "ConnectionRefused");
            tenant.eventuallyState("db", "primary", MemberState.WRONG_ROLE, "StaleTimeline");
            assertThat(tenant.topology("db").primary().name()).isEqualTo("replica-1");
            tenant.patch("db", "{\"metadata\":{\"annotations\":{\"sluice.dev/accept-timeline\":\"1\"}}}");
            tenant.eventually("db", status -> assertThat(status.primary()).isEqualTo("primary"));
            tenant.eventuallyTopology("db", topology -> {
                assertThat(topology.primary().name()).isEqualTo("primary");
                assertThat(topology.timeline()).isEqualTo(1);
            });
            assertThat(old.isInRecovery()).isFalse();

            servers.server("replica-1").start();
            tenant.eventually("db", status -> assertThat(status.primary()).isEqualTo("replica-1"));
            servers.server("replica-1").stop();
            tenant.eventuallyState("db", "replica-1", MemberState.UNREACHABLE, "ConnectionRefused");
            tenant.eventuallyState("db", "primary", MemberState.WRONG_ROLE, "StaleTimeline");
            assertThat(tenant.topology("db").primary().name())
                    .as("an order is carried out once")
                    .isEqualTo("replica-1");
            assertThat(tenant.status("db").acceptedTimeline()).isEqualTo(1);
        }
    }

    @Test
    void aReplicaOfAnotherClusterIsNeverRead() {
        try (var servers = PostgresReplicaSet.builder().replicas(1).start();
                var others = PostgresReplicaSet.builder().replicas(0).start()) {
            String role = "probe";
            servers.createRole(role, "same-password", "pg_monitor");
            others.createRole(role, "same-password", "pg_monitor");
            Tenant tenant = Tenant.of(Platform.shared(), role, "same-password");
            tenant.apply(ClusterYaml.named("db")
                    .primary(servers.primary())
                    .replica(servers.server("replica-1"))
                    .replica(
                            "stranger",
                            others.primary().host(),
                            others.primary().port()));
            tenant.eventuallyState("db", "stranger", MemberState.WRONG_ROLE, "ForeignSystem");
            tenant.eventuallyTopology("db", topology -> {
                assertThat(topology.primary().name()).isEqualTo("primary");
                assertThat(topology.endpoint("stranger").orElseThrow().role()).isEqualTo(Role.UNKNOWN);
            });
            assertThat(tenant.status("db").condition(ConditionType.SPLIT_BRAIN)).isEmpty();
        }
    }

    private static Tenant ready(PostgresReplicaSet servers) {
        Tenant tenant = Tenant.of(Platform.shared(), servers);
        tenant.apply(ClusterYaml.named("db").primary(servers.primary()).replicas(servers.replicas()));
        tenant.eventuallyReady("db");
        tenant.eventuallyTopology(
                "db",
                topology -> assertThat(topology.replicas())
                        .allSatisfy(replica ->
                                assertThat(replica.state().readable()).isTrue()));
        return tenant;
    }
}
