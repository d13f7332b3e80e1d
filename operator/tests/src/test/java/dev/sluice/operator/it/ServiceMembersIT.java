package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.routing.topology.Topology;
import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditionsBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Members are taken from the EndpointSlices of a Service. The servers run on this machine, whose loopback addresses no
 * slice may hold, so the slices name another one; one slice each, since their ports differ.
 */
class ServiceMembersIT {

    private static final String SERVICE = "db-r";

    /** Of this machine: the API server takes no loopback address for an endpoint. */
    private static final String ADDRESS = Sockets.machineAddress();

    private PostgresReplicaSet servers;
    private Tenant tenant;

    @BeforeEach
    void start() {
        servers = PostgresReplicaSet.builder()
                .replicas(2)
                .listenAddresses("127.0.0.1," + ADDRESS)
                .start();
        tenant = Tenant.of(Platform.shared(), servers);
    }

    @AfterEach
    void stop() {
        tenant.delete("db");
        servers.close();
    }

    @Test
    void podsAreMembersAndThePrimaryAmongThemCountsOnce() {
        servers.servers().forEach(server -> slice(server, null));
        tenant.apply(cluster());
        tenant.eventuallyReady("db");
        tenant.eventually("db", status -> {
            assertThat(status.members()).extracting(MemberStatus::name).containsExactly("primary", pod(1), pod(2));
            assertThat(status.replicas().summary()).isEqualTo("2/2");
        });
        assertThat(tenant.condition("db", ConditionType.REPLICAS_FOUND).holds()).isTrue();
        assertThat(tenant.condition("db", ConditionType.REPLICAS_FOUND).message())
                .contains(pod(0) + " is the server that counts as primary");
        tenant.eventuallyTopology("db", topology -> {
            assertThat(topology.primary()).isNotNull();
            assertThat(topology.primary().name()).isEqualTo("primary");
            assertThat(topology.replicas()).extracting(Endpoint::name).containsExactly(pod(1), pod(2));
            assertThat(topology.replicas()).extracting(Endpoint::host).containsOnly(ADDRESS);
        });
    }

    @Test
    void podsComeAndGoWhileTheOthersAreProbedOn() {
        slice(servers.servers().get(0), null);
        slice(servers.servers().get(1), null);
        tenant.apply(cluster());
        tenant.eventuallyState("db", pod(1), MemberState.HEALTHY, "Ok");
        String connection = connection(servers.servers().get(1));

        slice(servers.servers().get(2), null);
        tenant.eventuallyState("db", pod(2), MemberState.HEALTHY, "Ok");
        tenant.eventuallyTopology(
                "db",
                topology -> assertThat(topology.replicas())
                        .extracting(Endpoint::name)
                        .containsExactly(pod(1), pod(2)));
        assertThat(Platform.shared().operator().metrics()).contains("cluster=\"db\",member=\"" + pod(2) + "\"");

        delete(servers.servers().get(2));
        tenant.eventuallyTopology(
                "db",
                topology -> assertThat(topology.replicas())
                        .extracting(Endpoint::name)
                        .containsExactly(pod(1)));
        tenant.eventually("db", status -> assertThat(status.member(pod(2))).isEmpty());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(Platform.shared().operator().metrics()).doesNotContain("member=\"" + pod(2) + "\""));
        assertThat(connection(servers.servers().get(1))).isEqualTo(connection);
    }

    @Test
    void aPodThatIsNotReadyOrEndsServesNoReads() {
        slice(servers.servers().get(1), null);
        slice(servers.servers().get(2), null);
        tenant.apply(cluster());
        tenant.eventuallyState("db", pod(1), MemberState.HEALTHY, "Ok");
        tenant.eventuallyState("db", pod(2), MemberState.HEALTHY, "Ok");

        slice(
                servers.servers().get(1),
                new EndpointConditionsBuilder()
                        .withReady(false)
                        .withServing(false)
                        .build());
        tenant.eventuallyState("db", pod(1), MemberState.DRAINING, "NotReady");
        tenant.eventually(
                "db",
                status -> assertThat(status.condition(ConditionType.REPLICAS_HEALTHY))
                        .hasValueSatisfying(
                                healthy -> assertThat(healthy.holds()).isFalse()));

        slice(
                servers.servers().get(1),
                new EndpointConditionsBuilder()
                        .withReady(false)
                        .withServing(true)
                        .withTerminating(true)
                        .build());
        tenant.eventuallyState("db", pod(1), MemberState.DRAINING, "Terminating");
        tenant.eventually(
                "db",
                status -> assertThat(status.condition(ConditionType.REPLICAS_HEALTHY))
                        .hasValueSatisfying(
                                healthy -> assertThat(healthy.holds()).isTrue()));

        slice(servers.servers().get(1), null);
        tenant.eventuallyState("db", pod(1), MemberState.HEALTHY, "Ok");
    }

    @Test
    void podsThatComeAndGoWhileAClusterIsPausedChangeNothing() {
        slice(servers.servers().get(1), null);
        tenant.apply(cluster());
        tenant.eventuallyState("db", pod(1), MemberState.HEALTHY, "Ok");
        tenant.eventuallyReady("db");
        tenant.patch("db", "{\"spec\":{\"paused\":true}}");
        tenant.eventually(
                "db",
                status -> assertThat(status.condition(ConditionType.REPLICAS_FOUND))
                        .hasValueSatisfying(found -> assertThat(found.reason()).isEqualTo("Paused")));
        Topology published = tenant.topology("db");

        delete(servers.servers().get(1));
        slice(servers.servers().get(0), null);
        slice(servers.servers().get(2), null);
        // So that the resource is looked at for certain.
        tenant.patch("db", "{\"spec\":{\"lag\":{\"maxTime\":\"7s\"}}}");
        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(tenant.topology("db")).isEqualTo(published);
            assertThat(tenant.status("db").members())
                    .extracting(MemberStatus::name)
                    .containsExactly("primary", pod(1));
            assertThat(tenant.status("db").observedGeneration())
                    .isEqualTo(tenant.cluster("db").getMetadata().getGeneration());
        });

        tenant.patch("db", "{\"spec\":{\"paused\":false}}");
        tenant.eventuallyState("db", pod(2), MemberState.HEALTHY, "Ok");
        tenant.eventuallyTopology("db", topology -> {
            assertThat(topology.replicas()).extracting(Endpoint::name).containsExactly(pod(2));
            assertThat(topology.policy().maxLag()).isEqualTo(Duration.ofSeconds(7));
        });
    }

    @Test
    void aServiceThatIsNotThereIsNamed() {
        tenant.apply(cluster());
        tenant.eventually(
                "db",
                status -> assertThat(status.condition(ConditionType.REPLICAS_FOUND))
                        .hasValueSatisfying(found -> {
                            assertThat(found.reason()).isEqualTo("NoEndpoints");
                            assertThat(found.message()).contains(SERVICE);
                        }));
        slice(servers.servers().get(1), null);
        tenant.eventuallyState("db", pod(1), MemberState.HEALTHY, "Ok");
        tenant.eventually(
                "db",
                status -> assertThat(status.condition(ConditionType.REPLICAS_FOUND))
                        .hasValueSatisfying(found -> assertThat(found.reason()).isEqualTo("Found")));
    }

    @Test
    void theLossOfAllPodsIsMissed() {
        slice(servers.servers().get(1), null);
        tenant.apply(cluster().with("routing: {whenNoReplica: Fail}"));
        tenant.eventuallyReady("db");
        assertThat(replicas("usable")).isEqualTo("1.0");

        delete(servers.servers().get(1));

        tenant.eventually("db", status -> {
            assertThat(status.condition(ConditionType.REPLICAS_HEALTHY)).hasValueSatisfying(healthy -> {
                assertThat(healthy.status()).isEqualTo(ConditionStatus.FALSE);
                assertThat(healthy.message()).contains("Service \"" + SERVICE + "\" has no endpoints");
            });
            assertThat(status.condition(ConditionType.READY))
                    .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("NoReplicaUsable"));
        });
        // The alert SluiceNoHealthyReplica compares the two.
        assertThat(replicas("usable")).isEqualTo("0.0");
        assertThat(replicas("wanted")).isEqualTo("1.0");
    }

    @Test
    void withoutTheRightTheMembersThatWereKnownStay() {
        Platform platform = Platform.create("endpointslices");
        try {
            Tenant own = Tenant.of(platform, servers);
            servers.servers().forEach(server -> slice(own, server, null));
            ClusterRole granted = platform.client()
                    .rbac()
                    .clusterRoles()
                    .withName("sluice-operator")
                    .get();
            own.apply(cluster());
            try (OperatorProcess before = platform.operator("slices-before", Map.of())) {
                own.eventually("db", status -> assertThat(status.members()).hasSize(3));
                own.eventuallyReady("db");
                before.stop();
            }
            grant(
                    platform,
                    new ClusterRoleBuilder(granted)
                            .removeMatchingFromRules(rule -> rule.getResources().contains("endpointslices"))
                            .build());
            try (OperatorProcess after = platform.unready("slices-after", Map.of())) {
                own.eventually(
                        "db",
                        status -> assertThat(status.condition(ConditionType.REPLICAS_FOUND))
                                .hasValueSatisfying(found -> {
                                    assertThat(found.reason()).isEqualTo("EndpointsForbidden");
                                    assertThat(found.message()).contains("endpointslices.discovery.k8s.io");
                                }));
                assertThat(own.status("db").members()).hasSize(3);
                assertThat(own.topology("db").replicas()).hasSize(2);
                assertThat(after.status("/q/health/ready")).isEqualTo(503);
                grant(platform, granted);
                await().atMost(Duration.ofMinutes(2))
                        .untilAsserted(() -> assertThat(own.condition("db", ConditionType.REPLICAS_FOUND)
                                        .reason())
                                .isEqualTo("Found"));
            }
        } finally {
            platform.api().close();
        }
    }

    @Test
    void whileNobodyAdmitsTheOperatorTheServiceIsFollowedAndTheSameServersCount() {
        Platform platform = Platform.create("pods-blind");
        try {
            Tenant own = Tenant.of(platform, servers);
            servers.servers().forEach(server -> slice(own, server, null));
            own.apply(cluster());
            try (OperatorProcess before = platform.operator("pods-before", Map.of())) {
                own.eventuallyReady("db");
                own.eventually(
                        "db", status -> assertThat(status.replicas().summary()).isEqualTo("2/2"));
                before.stop();
            }
            own.secret(Tenant.SECRET, Map.of("username", servers.user(), "password", "another"));
            try (OperatorProcess after = platform.operator("pods-after", Map.of())) {
                own.eventuallyState("db", pod(1), MemberState.UNREACHABLE, "AuthenticationFailed");
                assertThat(own.status("db").members())
                        .extracting(MemberStatus::name)
                        .containsExactly("primary", pod(1), pod(2));
                eventually(own, EndpointState.HEALTHY);
                slice(
                        own,
                        servers.servers().get(1),
                        new EndpointConditionsBuilder()
                                .withReady(false)
                                .withServing(false)
                                .build());
                eventually(own, EndpointState.DRAINING);
                slice(own, servers.servers().get(1), null);
                eventually(own, EndpointState.HEALTHY);
                own.secret(Tenant.SECRET, Map.of("username", servers.user(), "password", servers.password()));
                own.eventuallyReady("db");
                eventually(own, EndpointState.HEALTHY);
                after.stop();
            }
        } finally {
            platform.api().close();
        }
    }

    private void eventually(Tenant own, EndpointState first) {
        own.eventuallyTopology("db", topology -> {
            assertThat(topology.primary()).isNotNull();
            assertThat(topology.primary().state()).isEqualTo(EndpointState.HEALTHY);
            assertThat(topology.replicas()).extracting(Endpoint::name).containsExactly(pod(1), pod(2));
            assertThat(topology.replicas()).extracting(Endpoint::state).containsExactly(first, EndpointState.HEALTHY);
        });
    }

    private String replicas(String which) {
        String series = "sluice_cluster_" + which + "_replicas{namespace=\"" + tenant.namespace() + "\",cluster=\"db\"";
        return Platform.shared()
                .operator()
                .metrics()
                .lines()
                .filter(line -> line.startsWith(series))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .collect(Collectors.joining());
    }

    private static void grant(Platform platform, ClusterRole role) {
        role.getMetadata().setResourceVersion(null);
        platform.client().resource(role).update();
    }

    private ClusterYaml cluster() {
        return ClusterYaml.named("db")
                .primary("primary", "127.0.0.1", servers.primary().port())
                .with("replicasFrom: {service: " + SERVICE + "}");
    }

    private String pod(int ordinal) {
        return pod(servers.servers().get(ordinal));
    }

    private static String pod(PostgresServer server) {
        return "pod-of-" + server.name();
    }

    private static String connection(PostgresServer server) {
        return String.valueOf(
                server.query("SELECT min(pid)::text FROM pg_stat_activity WHERE application_name = 'sluice-operator'"));
    }

    private void slice(PostgresServer server, @Nullable EndpointConditions conditions) {
        slice(tenant, server, conditions);
    }

    private static void slice(Tenant tenant, PostgresServer server, @Nullable EndpointConditions conditions) {
        EndpointSlice slice = new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(tenant.namespace())
                .withName(SERVICE + "-" + server.name())
                .withLabels(Map.of("kubernetes.io/service-name", SERVICE))
                .endMetadata()
                .withAddressType("IPv4")
                .addNewPort()
                .withName("postgres")
                .withPort(server.port())
                .endPort()
                .addNewEndpoint()
                .withAddresses(List.of(ADDRESS))
                .withConditions(conditions)
                .withNewTargetRef()
                .withKind("Pod")
                .withNamespace(tenant.namespace())
                .withName(pod(server))
                .endTargetRef()
                .endEndpoint()
                .build();
        tenant.client().resource(slice).createOr(existing -> existing.update());
    }

    private void delete(PostgresServer server) {
        tenant.client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(tenant.namespace())
                .withName(SERVICE + "-" + server.name())
                .delete();
    }
}
