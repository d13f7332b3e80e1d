package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.api.v1alpha1.MemberStatus;
import dev.sluice.routing.topology.EndpointState;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lag is what is really missing on a replica, where simpler measures say zero or cry wolf. */
@Tag("core")
class LagIT {

    private static final Duration LONGER_THAN_THE_LIMIT = Duration.ofSeconds(4);

    private PostgresReplicaSet servers;
    private PostgresServer replica;
    private Tenant tenant;

    @BeforeEach
    void start() {
        servers = PostgresReplicaSet.builder().replicas(1).start();
        replica = servers.replicas().get(0);
        tenant = Tenant.of(Platform.shared(), servers);
        tenant.apply(ClusterYaml.named("db")
                .primary(servers.primary())
                .replica(replica)
                .with("lag: {maxTime: 2s}"));
        tenant.eventuallyReady("db");
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void anIdlePrimaryMeansNoLag() {
        servers.primary().execute("CREATE TABLE t AS SELECT 1 AS x");
        await().during(LONGER_THAN_THE_LIMIT)
                .atMost(LONGER_THAN_THE_LIMIT.plusSeconds(5))
                .untilAsserted(() -> {
                    assertThat(member().state()).isEqualTo(MemberState.HEALTHY);
                    assertThat(member().lagSeconds()).isZero();
                });
    }

    @Test
    void aWriteNowAndThenOnAQuietPrimaryIsNoLag() {
        await().during(LONGER_THAN_THE_LIMIT)
                .atMost(LONGER_THAN_THE_LIMIT.plusSeconds(5))
                .pollInterval(Duration.ofMillis(150))
                .untilAsserted(() -> {
                    servers.primary().execute("CREATE TABLE IF NOT EXISTS w (x int); INSERT INTO w VALUES (1)");
                    assertThat(member().state()).isEqualTo(MemberState.HEALTHY);
                });
    }

    @Test
    void aReceiverThatIsCutOffWhileThePrimaryWritesIsBehindByWhatIsMissing() {
        servers.replicationProxy(replica).cut();
        writeMegabytes(20);
        tenant.eventuallyState("db", replica.name(), MemberState.LAGGING, "ReceiverDown");
        tenant.eventually("db", status -> assertThat(member().lagBytes()).isGreaterThan(20_000_000L));
        assertThat(member().transportLagBytes()).isGreaterThan(20_000_000L);
        outOfRotation();
        servers.replicationProxy(replica).restore();
        tenant.eventuallyState("db", replica.name(), MemberState.HEALTHY, "Ok");
    }

    @Test
    void aReceiverThatDiedOnAnIdleReplicaIsNoticed() {
        servers.replicationProxy(replica).cut();
        tenant.eventuallyState("db", replica.name(), MemberState.LAGGING, "ReceiverDown");
        outOfRotation();
        servers.replicationProxy(replica).restore();
        tenant.eventuallyState("db", replica.name(), MemberState.HEALTHY, "Ok");
    }

    @Test
    void pausedReplayTakesAReplicaOutAndBringsItBack() {
        replica.pauseReplay();
        writeMegabytes(2);
        tenant.eventuallyState("db", replica.name(), MemberState.LAGGING, "ReplayPaused");
        assertThat(member().replayLagBytes()).isGreaterThan(2_000_000L);
        assertThat(member().message()).contains("pg_wal_replay_resume()");
        outOfRotation();
        replica.resumeReplay();
        tenant.eventuallyState("db", replica.name(), MemberState.HEALTHY, "Ok");
        tenant.eventuallyTopology(
                "db", topology -> assertThat(topology.replicas().get(0).state()).isEqualTo(EndpointState.HEALTHY));
    }

    private MemberStatus member() {
        return tenant.member("db", replica.name());
    }

    private void outOfRotation() {
        tenant.eventuallyTopology(
                "db", topology -> assertThat(topology.replicas().get(0).state()).isEqualTo(EndpointState.LAGGING));
    }

    private void writeMegabytes(int megabytes) {
        servers.primary()
                .execute("CREATE TABLE big_" + System.nanoTime()
                        + " AS SELECT repeat('x', 1000) AS x FROM generate_series(1, " + megabytes * 1050 + ")");
    }
}
