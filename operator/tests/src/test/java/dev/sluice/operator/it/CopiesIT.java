package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.routing.topology.Topology;
import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
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
    }

    @Test
    void copiesFollowTheOriginalAndGoWithTheResource() {
        tenant.apply(publishedTo(shop, billing));
        tenant.eventuallyReady("db");
        eventually(() -> isCopied(shop));
        eventually(() -> isCopied(billing));
        assertThat(tenant.condition("db", ConditionType.COPIES_PUBLISHED).message())
                .contains(shop.namespace(), billing.namespace());
        assertThat(present(shop).getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "sluice")
                .containsEntry("sluice.dev/cluster", "db")
                .containsEntry("sluice.dev/copy-of-namespace", tenant.namespace());
        assertThat(present(shop).getMetadata().getOwnerReferences()).isEmpty();

        tenant.patch("db", "{\"spec\":{\"lag\":{\"maxTime\":\"7s\"}}}");
        tenant.eventuallyTopology(
                "db", topology -> assertThat(topology.policy().maxLag()).isEqualTo(Duration.ofSeconds(7)));
        eventually(() -> isCopied(shop));

        shop.client()
                .resource(new ConfigMapBuilder(present(shop))
                        .withData(Map.of("endpoints.json", "{}"))
                        .build())
                .update();
        eventually(() -> isCopied(shop));

        tenant.apply(publishedTo(billing));
        eventually(() -> assertThat(copy(shop)).isNull());
        isCopied(billing);
        tenant.delete("db");
        eventually(() -> assertThat(copy(billing)).isNull());
    }

    @Test
    void copiesOfAResourceThatGoesWhileNoOperatorRunsGoWithTheNextOne() {
        tenant.apply(publishedTo(shop));
        tenant.eventuallyReady("db");
        eventually(() -> isCopied(shop));
        operator.kill();
        tenant.delete("db");
        assertThat(copy(shop)).isNotNull();
        operator.startAgain();
        eventually(() -> assertThat(copy(shop)).isNull());
    }

    @Test
    void whatIsPausedIsPutBackByTheNextOperatorToo() {
        tenant.apply(publishedTo(billing));
        tenant.eventuallyReady("db");
        eventually(() -> isCopied(billing));
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

        billing.client().resource(present(billing)).delete();
        tenant.client()
                .resource(new ConfigMapBuilder(tenant.configMap(NAME))
                        .withData(Map.of("endpoints.json", "{}"))
                        .build())
                .update();

        eventually(
                () -> assertThat(tenant.topology("db").sameRouting(published)).isTrue());
        eventually(() -> isCopied(billing));
        assertThat(tenant.topology("db").revision()).isGreaterThan(published.revision());
        tenant.client().resource(tenant.configMap(NAME)).delete();
        eventually(
                () -> assertThat(tenant.topology("db").sameRouting(published)).isTrue());
        eventually(() -> isCopied(billing));
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
        shop.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(shop.namespace())
                        .withName(NAME)
                        .endMetadata()
                        .withData(Map.of("mine", "yes"))
                        .build())
                .create();
        tenant.apply(publishedTo(shop, billing));
        eventuallyNotCopied("ConfigMapNotOwned", shop.namespace());
        eventually(() -> isCopied(billing));
        assertThat(present(shop).getData()).isEqualTo(Map.of("mine", "yes"));
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
        isCopied(billing);

        second.delete("db");
        tenant.delete("db");
        eventually(() -> assertThat(copy(billing)).isNull());
        assertThat(present(shop).getData()).isEqualTo(Map.of("mine", "yes"));
        shop.client().resource(present(shop)).delete();
    }

    @Test
    void aNamespaceThatIsNotAllowedOrNotThereIsNamed() {
        Tenant forbidden = Tenant.of(platform, servers);
        tenant.apply(publishedTo(forbidden));
        eventuallyNotCopied("NamespaceNotAllowed", forbidden.namespace());
        assertThat(copy(forbidden)).isNull();
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
        String names = Arrays.stream(others).map(Tenant::namespace).collect(Collectors.joining(", "));
        return cluster().with("endpoints: {publishTo: [" + names + "]}");
    }

    private void isCopied(Tenant other) {
        assertThat(copy(other)).isNotNull();
        assertThat(present(other).getData()).isEqualTo(tenant.configMap(NAME).getData());
    }

    private static ConfigMap present(Tenant other) {
        return Objects.requireNonNull(copy(other), "the copy");
    }

    private static @Nullable ConfigMap copy(Tenant other) {
        return other.client()
                .configMaps()
                .inNamespace(other.namespace())
                .withName(NAME)
                .get();
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

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }
}
