package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.MemberState;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoint document is where it should be, is nobody else's, and changes only with the routing. */
class PublishingIT {

    private static PostgresReplicaSet servers;

    private Tenant tenant;

    @BeforeAll
    static void start() {
        servers = PostgresReplicaSet.builder().replicas(2).start();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void tenant() {
        tenant = Tenant.of(Platform.shared(), servers);
    }

    @Test
    void aDeletedConfigMapIsRestoredWithTheNextRevision() {
        Topology first = published(cluster());
        tenant.client()
                .configMaps()
                .inNamespace(tenant.namespace())
                .withName("db-endpoints")
                .delete();
        eventuallyRevisionOver(first.revision());
        assertThat(tenant.topology("db").sameRouting(first)).isTrue();
    }

    @Test
    void anEditByHandIsUndone() {
        Topology first = published(cluster());
        tenant.client()
                .configMaps()
                .inNamespace(tenant.namespace())
                .withName("db-endpoints")
                .edit(c -> new ConfigMapBuilder(c)
                        .withData(Map.of("endpoints.json", "{\"schemaVersion\":1, \"primary\":"))
                        .build());
        eventuallyRevisionOver(first.revision());
        assertThat(tenant.topology("db").sameRouting(first)).isTrue();
    }

    @Test
    void aForeignConfigMapOfThatNameIsRefusedAndNotTouched() {
        tenant.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(tenant.namespace())
                        .withName("db-endpoints")
                        .endMetadata()
                        .withData(Map.of("mine", "yes"))
                        .build())
                .create();
        tenant.apply(cluster());
        tenant.eventually(
                "db",
                status -> assertThat(status.condition(ConditionType.ENDPOINTS_PUBLISHED))
                        .hasValueSatisfying(condition -> {
                            assertThat(condition.reason()).isEqualTo("ConfigMapNotOwned");
                            assertThat(condition.message()).contains("spec.endpoints.configMapName");
                        }));
        assertThat(tenant.configMap("db-endpoints").getData()).isEqualTo(Map.of("mine", "yes"));
        assertThat(tenant.condition("db", ConditionType.READY).holds()).isFalse();
        tenant.apply(cluster().with("endpoints: {configMapName: other, labels: {team: orders}}"));
        tenant.eventuallyReady("db");
        assertThat(tenant.configMap("other").getMetadata().getLabels()).containsEntry("team", "orders");
    }

    @Test
    void aStatusThatSomebodyHasEditedIsWrittenAnew() {
        published(cluster());
        DatabaseCluster edited = tenant.cluster("db");
        edited.setStatus(DatabaseClusterStatus.empty());
        tenant.client().resource(edited).updateStatus();
        // Any change of the resource makes the operator look; without one it looks each minute.
        tenant.patch("db", "{\"spec\":{\"endpoints\":{\"labels\":{\"team\":\"orders\"}}}}");
        tenant.eventuallyReady("db");
        assertThat(tenant.status("db").members()).hasSize(3);
    }

    @Test
    void aRevisionThatWasSetToTheLastOneIsRefusedInWords() {
        Topology first = published(cluster());
        DatabaseCluster edited = tenant.cluster("db");
        tenant.client()
                .genericKubernetesResources("sluice.dev/v1alpha1", "DatabaseCluster")
                .inNamespace(tenant.namespace())
                .withName(edited.getMetadata().getName())
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":{\"endpoints\":{\"revision\":" + TopologyCodec.MAX_REVISION + "}}}");
        tenant.patch("db", "{\"spec\":{\"endpoints\":{\"labels\":{\"team\":\"orders\"}}}}");
        tenant.eventually(
                "db",
                status -> assertThat(status.condition(ConditionType.ENDPOINTS_PUBLISHED))
                        .hasValueSatisfying(condition -> {
                            assertThat(condition.reason()).isEqualTo("RevisionExhausted");
                            assertThat(condition.message()).contains("Delete this resource and make it anew");
                        }));
        assertThat(tenant.topology("db")).isEqualTo(first);
    }

    @Test
    void aClusterWithoutReplicasIsReady() {
        Topology topology = published(ClusterYaml.named("db").primary(servers.primary()));
        assertThat(topology.replicas()).isEmpty();
        assertThat(tenant.status("db").replicas().summary()).isEqualTo("0/0");
    }

    @Test
    void aDrainedReplicaLeavesTheRotationAndComesBack() {
        published(cluster());
        String replica = servers.replicas().get(0).name();
        tenant.apply(ClusterYaml.named("db")
                .primary(servers.primary())
                .replica(
                        servers.replicas().get(0).name() + ", drain: true",
                        "127.0.0.1",
                        servers.replicas().get(0).port())
                .replica(servers.replicas().get(1)));
        tenant.eventuallyState("db", replica, MemberState.DRAINING, "Drained");
        tenant.eventuallyReady("db");
        assertThat(tenant.condition("db", ConditionType.REPLICAS_HEALTHY).holds())
                .isTrue();
        tenant.apply(cluster());
        tenant.eventuallyState("db", replica, MemberState.HEALTHY, "Ok");
    }

    @Test
    void aPausedClusterKeepsWhatIsPublished() {
        Topology first = published(cluster());
        tenant.apply(cluster().with("paused: true"));
        tenant.eventually(
                "db",
                status -> assertThat(status.condition(ConditionType.READY)
                                .orElseThrow()
                                .reason())
                        .isEqualTo("Paused"));
        assertThat(tenant.topology("db").revision()).isEqualTo(first.revision());
    }

    @Test
    void aClusterThatWasAppliedAsPausedShowsLaterEdits() {
        tenant.apply(cluster().with("paused: true"));
        tenant.eventually(
                "db", status -> assertThat(status.observedGeneration()).isEqualTo(1));
        tenant.apply(cluster().database("other").with("paused: true"));
        tenant.eventually(
                "db", status -> assertThat(status.observedGeneration()).isEqualTo(2));
        tenant.apply(cluster());
        tenant.eventuallyReady("db");
    }

    @Test
    void aConfigMapThatTheApiServerDoesNotTakeIsSaidAndTriedAgain() {
        published(cluster());
        tenant.client()
                .configMaps()
                .inNamespace(tenant.namespace())
                .withName("db-endpoints")
                .edit(c -> new ConfigMapBuilder(c).withImmutable(true).build());
        tenant.apply(cluster().with("lag: {maxTime: 3s}"));
        tenant.eventually("db", status -> {
            assertThat(status.condition(ConditionType.ENDPOINTS_PUBLISHED)).hasValueSatisfying(condition -> {
                assertThat(condition.reason()).isEqualTo("ConfigMapRejected");
                assertThat(condition.message()).contains("db-endpoints").contains("immutable");
            });
            assertThat(status.condition(ConditionType.READY).orElseThrow().holds())
                    .isFalse();
        });
        tenant.client()
                .configMaps()
                .inNamespace(tenant.namespace())
                .withName("db-endpoints")
                .delete();
        tenant.eventuallyReady("db");
        assertThat(tenant.topology("db").policy().maxLag()).hasSeconds(3);
    }

    @Test
    void clustersThatAreDeletedAtOnceAreNotProbed() {
        for (int i = 0; i < 80; i++) {
            tenant.apply(cluster());
            tenant.delete("db");
        }
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Platform.shared().operator().metrics())
                        .doesNotContain("namespace=\"" + tenant.namespace() + "\""));
    }

    @Test
    void aLagLimitOverTenSecondsIsAcceptedWithAWarning() {
        published(cluster().with("lag: {maxTime: 60s}"));
        await().untilAsserted(() -> assertThat(tenant.events("db"))
                .filteredOn(event -> "RiskyLagLimit".equals(event.getReason()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getType()).isEqualTo("Warning");
                    assertThat(event.getMessage()).contains("60s");
                }));
    }

    @Test
    void aQuietClusterWritesNothing() {
        published(cluster());
        String version = settledVersion();
        String configMap = tenant.configMap("db-endpoints").getMetadata().getResourceVersion();
        List<Event> events = tenant.events("db");
        await().during(Duration.ofSeconds(8)).atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            assertThat(tenant.cluster("db").getMetadata().getResourceVersion()).isEqualTo(version);
            assertThat(tenant.configMap("db-endpoints").getMetadata().getResourceVersion())
                    .isEqualTo(configMap);
        });
        assertThat(tenant.events("db")).hasSameSizeAs(events);
    }

    @Test
    void aResourceThatIsMadeAnewIsPublishedAnewAndTheOldOneIsForgotten() {
        Topology first = published(cluster());
        tenant.delete("db");
        await().untilAsserted(() -> assertThat(Platform.shared().operator().metrics())
                .doesNotContain("namespace=\"" + tenant.namespace() + "\""));
        tenant.apply(cluster());
        tenant.eventuallyTopology("db", topology -> {
            assertThat(topology.uid()).isNotEqualTo(first.uid());
            assertThat(topology.uid())
                    .isEqualTo(tenant.cluster("db").getMetadata().getUid());
        });
        tenant.eventuallyReady("db");
    }

    @Test
    void aResourceThatIsMadeAnewIsNotHeldToTheTimelineOfTheOldOne() {
        try (var former = PostgresReplicaSet.builder().replicas(1).start()) {
            tenant.secret(Tenant.SECRET, Map.of("username", former.user(), "password", former.password()));
            published(ClusterYaml.named("db").primary(former.primary()).replicas(former.replicas()));
            former.promote(former.server("replica-1"));
            tenant.eventuallyTopology(
                    "db", topology -> assertThat(topology.timeline()).isEqualTo(2));
            tenant.delete("db");
        }
        tenant.secret(Tenant.SECRET, Map.of("username", servers.user(), "password", servers.password()));
        assertThat(published(cluster()).timeline()).isEqualTo(1);
    }

    @Test
    void aScrapeShowsTheMembers() {
        published(cluster());
        String labels = "namespace=\"" + tenant.namespace() + "\",cluster=\"db\"";
        assertThat(Platform.shared().operator().metrics())
                .contains("sluice_member_up{" + labels + ",member=\"primary\"} 1.0")
                .contains("sluice_member_role{" + labels + ",member=\"replica-1\",role=\"replica\"} 1.0")
                .contains("sluice_member_lag_bytes{" + labels + ",member=\"replica-1\"} 0.0")
                .contains("sluice_alert_threshold{" + labels
                        + ",member=\"replica-1\",alert=\"SluiceReplicaLagging\",unit=\"seconds\"} 5.0")
                .contains("sluice_alert_threshold{" + labels
                        + ",member=\"\",alert=\"SluiceNoHealthyReplica\",unit=\"replicas\"} 1.0")
                .contains("sluice_cluster_usable_replicas{" + labels + "} 2.0");
    }

    private String settledVersion() {
        String[] last = {""};
        await().pollInterval(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    String now = tenant.cluster("db").getMetadata().getResourceVersion();
                    boolean same = now.equals(last[0]);
                    last[0] = now;
                    return same;
                });
        return last[0];
    }

    private static ClusterYaml cluster() {
        return ClusterYaml.named("db").primary(servers.primary()).replicas(servers.replicas());
    }

    private Topology published(ClusterYaml yaml) {
        tenant.apply(yaml);
        tenant.eventuallyReady("db");
        return tenant.topology("db");
    }

    private void eventuallyRevisionOver(long revision) {
        await().ignoreExceptionsMatching(e -> true)
                .untilAsserted(
                        () -> assertThat(tenant.topology("db").revision()).isGreaterThan(revision));
    }
}
