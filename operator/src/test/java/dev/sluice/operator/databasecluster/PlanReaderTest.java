package dev.sluice.operator.databasecluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Credentials;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.EndpointsSpec;
import dev.sluice.api.v1alpha1.Probe;
import dev.sluice.api.v1alpha1.Routing;
import dev.sluice.api.v1alpha1.Routing.WhenNoReplica;
import dev.sluice.api.v1alpha1.Tls;
import dev.sluice.operator.access.AccessPlan;
import dev.sluice.operator.access.AccessPlan.SecretKey;
import dev.sluice.operator.access.TlsMode;
import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.cluster.Member;
import dev.sluice.operator.cluster.PlanBuilder;
import dev.sluice.operator.cluster.Rotation;
import dev.sluice.routing.health.LagLimits;
import dev.sluice.routing.health.Thresholds;
import dev.sluice.routing.topology.Fallback;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlanReaderTest {

    @Test
    void aShortSpecGetsTheDefaults() {
        assertThat(PlanReader.plan(Resources.cluster("p", "r1"), null))
                .isEqualTo(PlanBuilder.of("p", "r1").build());
    }

    @Test
    void aLongSpecIsReadInFull() {
        var spec = new DatabaseClusterSpec(
                "orders",
                new Credentials("login", "user", "pass"),
                new Tls(
                        Tls.Mode.VERIFY_CA,
                        new Tls.CaSecret("ca", "root.pem"),
                        new Tls.ClientCertificateSecret("client", "my.crt", "my.key")),
                new dev.sluice.api.v1alpha1.Member("p", "10.0.0.1", 6432, 0, "a", null, true),
                List.of(new dev.sluice.api.v1alpha1.Member(
                        "r1", "10.0.0.2", 6433, 1000, "b", Duration.ofSeconds(20), true)),
                null,
                new Probe(Duration.ofSeconds(10), Duration.ofMillis(700), 5, 2),
                new dev.sluice.api.v1alpha1.LagLimits(Duration.ofSeconds(1), 4_096L),
                new Routing(WhenNoReplica.FAIL),
                EndpointsSpec.defaults(),
                true);
        DatabaseCluster cluster = Resources.cluster(spec);
        cluster.getMetadata().setGeneration(12L);
        LagLimits limits = new LagLimits(Duration.ofSeconds(1), 4_096L);
        assertThat(PlanReader.plan(cluster, null))
                .isEqualTo(new ClusterPlan(
                        PlanBuilder.ID,
                        12,
                        "orders",
                        List.of(
                                new Member("p", "10.0.0.1", 6432, 0, "a", null, limits, Rotation.DRAINED, false),
                                new Member(
                                        "r1",
                                        "10.0.0.2",
                                        6433,
                                        1000,
                                        "b",
                                        Duration.ofSeconds(20),
                                        new LagLimits(Duration.ofSeconds(20), 4_096L),
                                        Rotation.DRAINED,
                                        false)),
                        null,
                        new AccessPlan(
                                new SecretKey("login", "user"),
                                new SecretKey("login", "pass"),
                                TlsMode.VERIFY_CA,
                                new SecretKey("ca", "root.pem"),
                                new SecretKey("client", "my.crt"),
                                new SecretKey("client", "my.key")),
                        new ClusterPlan.Schedule(Duration.ofSeconds(10), Duration.ofMillis(700), true),
                        new Thresholds(5, 2),
                        limits,
                        Fallback.FAIL,
                        null,
                        null));
    }

    @ParameterizedTest
    @CsvSource({
        "orders-rw, orders-rw.team.svc",
        "localhost, localhost",
        "127.0.0.1, 127.0.0.1",
        "::1, ::1",
        "fd00::7, fd00::7",
        "orders-rw.shop, orders-rw.shop",
        "orders-rw.shop.svc, orders-rw.shop.svc",
        "db.example.com, db.example.com",
        "no_service, no_service",
    })
    void aNameWithoutADotIsAServiceOfTheResourcesNamespace(String host, String known) {
        DatabaseCluster cluster = Resources.cluster(DatabaseClusterSpec.of(
                "app",
                Credentials.of("login"),
                dev.sluice.api.v1alpha1.Member.of("p", host, 5432),
                List.of(dev.sluice.api.v1alpha1.Member.of("r1", host, 5433))));
        assertThat(PlanReader.plan(cluster, null).members())
                .extracting(Member::host)
                .containsExactly(known, known);
    }

    @ParameterizedTest(name = "interval {0} ms, timeout {1} ms")
    @CsvSource(
            nullValues = "none",
            value = {"30000, none, 5000", "1000, none, 800", "6250, none, 5000", "2000, none, 1600", "1000, 300, 300"})
    void theTimeoutHasNoFixedDefault(long interval, @Nullable Long timeout, long effective) {
        DatabaseClusterSpec spec = Resources.cluster("p").getSpec();
        var probe = new Probe(Duration.ofMillis(interval), timeout == null ? null : Duration.ofMillis(timeout), 3, 1);
        var cluster = Resources.cluster(new DatabaseClusterSpec(
                spec.database(),
                spec.credentials(),
                spec.tls(),
                spec.primary(),
                spec.replicas(),
                spec.replicasFrom(),
                probe,
                spec.lag(),
                spec.routing(),
                spec.endpoints(),
                false));
        assertThat(PlanReader.plan(cluster, null).schedule())
                .isEqualTo(new ClusterPlan.Schedule(Duration.ofMillis(interval), Duration.ofMillis(effective), false));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource(
            nullValues = "none",
            value = {
                "none, none",
                "3, 3",
                "999999999, 999999999",
                "'', none",
                "0, none",
                "03, none",
                "-1, none",
                "' 3', none",
                "3.0, none",
                "9999999999, none",
                "three, none",
                "٣, none",
            })
    void onlyANumberIsAnAcceptedTimeline(@Nullable String annotation, @Nullable Integer accepted) {
        DatabaseCluster cluster = Resources.cluster("p");
        if (annotation != null) {
            cluster.getMetadata().setAnnotations(Map.of("sluice.dev/accept-timeline", annotation));
        }
        assertThat(PlanReader.plan(cluster, null).acceptedTimeline()).isEqualTo(accepted);
        assertThat(PlanReader.plan(cluster, null).unreadableOrder()).isEqualTo(accepted == null ? annotation : null);
    }

    @ParameterizedTest
    @EnumSource
    void everyModeOfTlsIsKnown(Tls.Mode mode) {
        assertThat(TlsMode.valueOf(mode.name()).name()).isEqualTo(mode.name());
    }

    @Test
    void aResourceThatIsMadeAnewIsAnother() {
        DatabaseCluster anew = Resources.cluster("p");
        anew.getMetadata().setUid("uid-2");
        assertThat(PlanReader.id(anew)).isNotEqualTo(PlanBuilder.ID).hasToString("team/db");
    }
}
