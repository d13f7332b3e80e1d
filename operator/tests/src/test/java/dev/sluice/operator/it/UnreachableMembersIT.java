package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.routing.topology.Endpoint;
import dev.sluice.testing.network.Ports;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What cannot be reached is said to be so, with the cause and the remedy, and everything else goes on. */
@Tag("core")
class UnreachableMembersIT {

    /** With a round each second, and a connection closed that has been idle for that long and two timeouts. */
    private static final int SOCKETS_OF_A_HANGING_SERVER = 4;

    private static Platform platform;
    private static PostgresReplicaSet servers;

    @BeforeAll
    static void start() {
        platform = Platform.shared();
        servers = PostgresReplicaSet.builder().replicas(1).start();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void aMissingSecretIsNamedAndPickedUpWhenItComes() {
        Tenant tenant = Tenant.of(platform, servers);
        tenant.client()
                .secrets()
                .inNamespace(tenant.namespace())
                .withName(Tenant.SECRET)
                .delete();
        tenant.apply(cluster());
        eventuallyCredentials(tenant, "SecretNotFound", "Secret \"credentials\" is not in the namespace");
        assertThat(tenant.status("db").condition(ConditionType.PROBE_BLIND)).isEmpty();
        tenant.secret(Tenant.SECRET, Map.of("username", servers.user(), "password", servers.password()));
        tenant.eventuallyReady("db");
    }

    @Test
    void aNameWithoutADotIsLookedForAndPublishedAsAServiceOfTheResourcesNamespace() {
        Tenant tenant = Tenant.of(platform, servers);
        String service = "db-ro." + tenant.namespace() + ".svc";
        tenant.apply(ClusterYaml.named("db").primary(servers.primary()).replica("replica", "db-ro", 5432));
        tenant.eventuallyState("db", "replica", MemberState.UNREACHABLE, "UnknownHost");
        assertThat(tenant.status("db").member("replica")).hasValueSatisfying(member -> {
            assertThat(member.host()).isEqualTo(service);
            assertThat(member.message()).contains("The name " + service + " has no address");
        });
        tenant.eventuallyTopology(
                "db",
                topology -> assertThat(topology.replicas())
                        .extracting(Endpoint::host)
                        .containsExactly(service));
    }

    @Test
    void aMissingKeyIsNamed() {
        Tenant tenant = Tenant.of(platform, servers);
        tenant.apply(cluster().credentials("{secretName: credentials, passwordKey: pass}"));
        eventuallyCredentials(tenant, "SecretKeyMissing", "no value under the key \"pass\"");
    }

    @Test
    void aWrongPasswordIsSaidAndARotatedOneIsPickedUp() {
        Tenant tenant = Tenant.of(platform, servers.user(), "wrong-but-never-shown");
        tenant.apply(cluster());
        tenant.eventuallyState("db", "primary", MemberState.UNREACHABLE, "AuthenticationFailed");
        assertThat(tenant.condition("db", ConditionType.READY)).satisfies(condition -> {
            assertThat(condition.reason()).isEqualTo("NoMemberAdmits");
            assertThat(condition.message()).contains("primary: Unreachable (AuthenticationFailed)");
        });
        assertThat(tenant.condition("db", ConditionType.PROBE_BLIND)).satisfies(condition -> {
            assertThat(condition.reason()).isEqualTo("NoMemberAdmits");
            assertThat(condition.message()).doesNotContain("cut off");
        });
        assertThat(tenant.member("db", "primary").message()).contains("28P01").doesNotContain("wrong-but-never-shown");
        tenant.secret(Tenant.SECRET, Map.of("username", servers.user(), "password", servers.password()));
        tenant.eventuallyReady("db");
    }

    @Test
    void whatASpecBeforeHadFoundIsNoAnswerToOneByWhichNobodyLetsTheOperatorIn() {
        Tenant tenant = Tenant.of(platform, servers);
        tenant.apply(cluster());
        tenant.eventuallyReady("db");
        long generation = tenant.patch("db", "{\"spec\":{\"database\":\"nope\"}}");
        DatabaseClusterStatus first = await().pollInterval(Duration.ofMillis(20))
                .until(() -> tenant.status("db"), status -> status.observedGeneration() == generation);
        assertThat(first.condition(ConditionType.READY))
                .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("DatabaseMissing"));
        tenant.patch("db", "{\"spec\":{\"database\":\"postgres\"}}");
        tenant.eventuallyReady("db");
    }

    @Test
    void anUnknownHostIsSaid() {
        Tenant tenant = Tenant.of(platform, servers);
        tenant.apply(cluster().replica("elsewhere", "no-such-host.invalid", 5432));
        tenant.eventuallyState("db", "elsewhere", MemberState.UNREACHABLE, "UnknownHost");
        othersAreUsed(tenant);
    }

    @Test
    void aRefusedPortIsSaid() {
        Tenant tenant = Tenant.of(platform, servers);
        tenant.apply(cluster().replica("closed", "127.0.0.1", Ports.reserve()));
        tenant.eventuallyState("db", "closed", MemberState.UNREACHABLE, "ConnectionRefused");
        othersAreUsed(tenant);
    }

    @Test
    void aMissingDatabaseIsSaid() {
        Tenant tenant = Tenant.of(platform, servers);
        tenant.apply(cluster().database("nowhere"));
        tenant.eventuallyState("db", "primary", MemberState.UNREACHABLE, "DatabaseMissing");
    }

    @Test
    void aServerThatIsNotPostgresIsSaid() throws IOException {
        Tenant tenant = Tenant.of(platform, servers);
        try (var web = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var answering = new Thread(() -> answerAsWebServer(web), "web");
            answering.start();
            tenant.apply(cluster().replica("web", "127.0.0.1", web.getLocalPort()));
            tenant.eventuallyState("db", "web", MemberState.UNREACHABLE, "NotPostgreSQL");
            othersAreUsed(tenant);
        }
    }

    @Test
    void aHangingServerIsSaidAndDelaysNobody() {
        Tenant hanging = Tenant.of(platform, servers);
        Tenant quick = Tenant.of(platform, servers);
        try (var own = PostgresReplicaSet.builder().replicas(1).start()) {
            PostgresServer replica = own.replicas().get(0);
            hanging.secret(Tenant.SECRET, Map.of("username", own.user(), "password", own.password()));
            hanging.apply(ClusterYaml.named("db").primary(own.primary()).replica(replica));
            hanging.eventuallyReady("db");
            own.primary().suspend();
            hanging.eventuallyState("db", "primary", MemberState.UNREACHABLE, "Timeout");
            assertThat(hanging.member("db", "replica-1").state()).isEqualTo(MemberState.HEALTHY);
            for (int i = 0; i < 20; i++) {
                hanging.apply(ClusterYaml.named("db-" + i).primary(own.primary()));
            }
            hanging.eventuallyState("db-19", "primary", MemberState.UNREACHABLE, "Timeout");
            quick.apply(cluster());
            quick.eventuallyReady("db");
            await().during(Duration.ofSeconds(10))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> Sockets.to(own.primary().port()), open -> open <= 21 * SOCKETS_OF_A_HANGING_SERVER);
            own.primary().resume();
            hanging.eventuallyReady("db");
        }
    }

    @Test
    void aRoleWithoutMonitoringRightsIsToldWhichGrantIsMissing() {
        servers.createRole("plain", "plain-password");
        Tenant tenant = Tenant.of(platform, "plain", "plain-password");
        tenant.apply(cluster());
        tenant.eventuallyReady("db");
        assertThat(tenant.condition("db", ConditionType.PRIVILEGES_SUFFICIENT)).satisfies(condition -> {
            assertThat(condition.holds()).isFalse();
            assertThat(condition.message()).contains("GRANT pg_monitor TO");
        });
        assertThat(tenant.member("db", "replica-1").lagSeconds()).isZero();
    }

    private static ClusterYaml cluster() {
        return ClusterYaml.named("db").primary(servers.primary()).replicas(servers.replicas());
    }

    private static void othersAreUsed(Tenant tenant) {
        tenant.eventuallyTopology(
                "db",
                topology -> assertThat(topology.replicas())
                        .anySatisfy(replica ->
                                assertThat(replica.state().readable()).isTrue()));
        assertThat(tenant.condition("db", ConditionType.READY).holds()).isTrue();
        assertThat(tenant.condition("db", ConditionType.REPLICAS_HEALTHY).holds())
                .isFalse();
    }

    private static void eventuallyCredentials(Tenant tenant, String reason, String message) {
        tenant.eventually(
                "db",
                (DatabaseClusterStatus status) -> assertThat(status.condition(ConditionType.CREDENTIALS_RESOLVED))
                        .hasValueSatisfying(condition -> {
                            assertThat(condition.reason()).isEqualTo(reason);
                            assertThat(condition.message()).contains(message);
                        }));
    }

    private static void answerAsWebServer(ServerSocket web) {
        while (!web.isClosed()) {
            try (Socket client = web.accept()) {
                client.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                if (!web.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
