package dev.sluice.operator.it;

import static dev.sluice.operator.it.CopiedMap.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.routing.topology.Topology;
import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies of the endpoints in other namespaces follow the original and go with the resource. */
class CopiesIT {

    private static final String NAME = "db-endpoints";

    private static PostgresReplicaSet servers;
    private static Platform platform;
    private static Tenant shop;
    private static Tenant billing;
    private static OperatorProcess operator;

    private Tenant tenant;
    private CopiedMap map;

    @BeforeAll
    static void start() {
        servers = PostgresReplicaSet.builder().replicas(1).start();
        platform = Platform.create("copies");
        shop = Tenant.of(platform, servers);
        billing = Tenant.of(platform, servers);
        platform.grant("rbac-copies.yaml", shop.namespace());
        platform.grant("rbac-copies.yaml", billing.namespace());
        operator = platform.operator(
                "copies",
                Map.of(
                        "SLUICE_PUBLISH_TO_NAMESPACES",
                        shop.namespace() + "," + billing.namespace() + ",no-such-namespace"));
    }

    @AfterAll
    static void stop() {
        operator.close();
        platform.api().close();
        servers.close();
    }

    @BeforeEach
    void tenant() {
        tenant = Tenant.of(platform, servers);
        map = new CopiedMap(tenant, NAME, "endpoints.json");
    }

    @Test
    void copiesFollowTheOriginalAndGoWithTheResource() {
        tenant.apply(publishedTo(shop, billing));
        tenant.eventuallyReady("db");
        eventually(() -> map.isIn(shop));
        eventually(() -> map.isIn(billing));
        assertThat(tenant.condition("db", ConditionType.COPIES_PUBLISHED).message())
                .contains(shop.namespace(), billing.namespace());
        assertThat(map.presentIn(shop).getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "sluice")
                .containsEntry("sluice.dev/cluster", "db")
                .containsEntry("sluice.dev/copy-of-namespace", tenant.namespace());
        assertThat(map.presentIn(shop).getMetadata().getOwnerReferences()).isEmpty();

        tenant.patch("db", "{\"spec\":{\"lag\":{\"maxTime\":\"7s\"}}}");
        tenant.eventuallyTopology(
                "db", topology -> assertThat(topology.policy().maxLag()).isEqualTo(Duration.ofSeconds(7)));
        eventually(() -> map.isIn(shop));

        map.damageIn(shop);
        eventually(() -> map.isIn(shop));

        tenant.apply(publishedTo(billing));
        eventually(() -> assertThat(map.in(shop)).isNull());
        map.isIn(billing);
        tenant.delete("db");
        eventually(() -> assertThat(map.in(billing)).isNull());
    }

    @Test
    void copiesOfAResourceThatGoesWhileNoOperatorRunsGoWithTheNextOne() {
        tenant.apply(publishedTo(shop));
        tenant.eventuallyReady("db");
        eventually(() -> map.isIn(shop));
        operator.kill();
        tenant.delete("db");
        assertThat(map.in(shop)).isNotNull();
        operator.startAgain();
        eventually(() -> assertThat(map.in(shop)).isNull());
    }

    @Test
    void whatIsPausedIsPutBackByTheNextOperatorToo() {
        tenant.apply(publishedTo(billing));
        tenant.eventuallyReady("db");
        eventually(() -> map.isIn(billing));
        Topology published = tenant.topology("db");
        tenant.patch("db", "{\"spec\":{\"paused\":true}}");
        tenant.eventually(
                "db",
                status -> assertThat(status.condition(ConditionType.READY))
                        .hasValueSatisfying(ready -> assertThat(ready.reason()).isEqualTo("Paused")));
        DatabaseClusterStatus before = tenant.status("db");
        operator.kill();
        operator.startAgain();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(operator.metrics()).containsPattern("sluice_operator_leader\\{.*} 1.0"));

        billing.client().resource(map.presentIn(billing)).delete();
        map.damageIn(tenant);

        eventually(
                () -> assertThat(tenant.topology("db").sameRouting(published)).isTrue());
        eventually(() -> map.isIn(billing));
        assertThat(tenant.topology("db").revision()).isGreaterThan(published.revision());
        tenant.client().resource(tenant.configMap(NAME)).delete();
        eventually(
                () -> assertThat(tenant.topology("db").sameRouting(published)).isTrue());
        eventually(() -> map.isIn(billing));
        tenant.eventually("db", status -> {
            assertThat(status.endpoints().revision())
                    .isEqualTo(tenant.topology("db").revision());
            assertThat(status.condition(ConditionType.ENDPOINTS_PUBLISHED)
                            .orElseThrow()
                            .message())
                    .contains("spec.paused is true");
            assertThat(status.condition(ConditionType.COPIES_PUBLISHED)
                            .orElseThrow()
                            .holds())
                    .isTrue();
        });
        assertThat(tenant.status("db").members()).isEqualTo(before.members());
        tenant.patch("db", "{\"spec\":{\"paused\":false}}");
        tenant.eventuallyReady("db");
        tenant.delete("db");
    }

    @Test
    void aForeignConfigMapOfThatNameIsRefusedAndNotTouched() {
        map.occupyIn(shop);
        tenant.apply(publishedTo(shop, billing));
        eventuallyNotCopied("ConfigMapNotOwned", shop.namespace());
        eventually(() -> map.isIn(billing));
        assertThat(map.presentIn(shop).getData()).isEqualTo(Map.of("mine", "yes"));
        assertThat(tenant.condition("db", ConditionType.READY).reason()).isEqualTo("ConfigMapNotOwned");
        assertThat(tenant.condition("db", ConditionType.ENDPOINTS_PUBLISHED).holds())
                .isTrue();

        Tenant second = Tenant.of(platform, servers);
        second.apply(publishedTo(billing));
        second.eventually(
                "db",
                status -> assertThat(status.condition(ConditionType.COPIES_PUBLISHED))
                        .hasValueSatisfying(
                                copied -> assertThat(copied.reason()).isEqualTo("ConfigMapNotOwned")));
        map.isIn(billing);

        second.delete("db");
        tenant.delete("db");
        eventually(() -> assertThat(map.in(billing)).isNull());
        assertThat(map.presentIn(shop).getData()).isEqualTo(Map.of("mine", "yes"));
        shop.client().resource(map.presentIn(shop)).delete();
    }

    @Test
    void aNamespaceThatIsNotAllowedOrNotThereIsNamed() {
        Tenant forbidden = Tenant.of(platform, servers);
        tenant.apply(publishedTo(forbidden));
        eventuallyNotCopied("NamespaceNotAllowed", forbidden.namespace());
        assertThat(map.in(forbidden)).isNull();
        tenant.apply(cluster().with("endpoints: {publishTo: [no-such-namespace]}"));
        eventuallyNotCopied("NamespaceNotFound", "no-such-namespace");
        tenant.apply(cluster());
        tenant.eventuallyReady("db");
        tenant.eventually(
                "db",
                status -> assertThat(status.condition(ConditionType.COPIES_PUBLISHED))
                        .isEmpty());
        tenant.delete("db");
    }

    private static ClusterYaml cluster() {
        return ClusterYaml.named("db").primary(servers.primary()).replicas(servers.replicas());
    }

    private static ClusterYaml publishedTo(Tenant... others) {
        return cluster().with("endpoints: {" + CopiedMap.publishTo(others) + "}");
    }

    private void eventuallyNotCopied(String reason, String named) {
        tenant.eventually(
                "db",
                status -> assertThat(status.condition(ConditionType.COPIES_PUBLISHED))
                        .hasValueSatisfying(copied -> {
                            assertThat(copied.reason()).isEqualTo(reason);
                            assertThat(copied.message()).contains(named);
                        }));
    }
}
