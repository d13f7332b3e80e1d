package dev.sluice.operator.it;

import static dev.sluice.operator.it.CopiedMap.eventually;
import static dev.sluice.operator.it.CopiedMap.publishTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.testing.network.Ports;
import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.redis.RedisServer;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies of a cache policy in other namespaces follow the original and go with the resource. */
class PolicyCopiesIT {

    private static final String NAME = "cache-cache-policy";
    private static final String PROBE = "probe: {interval: 1s, timeout: 700ms, failureThreshold: 2}";

    private static RedisServer redis;
    private static Platform platform;
    private static Tenant shop;
    private static Tenant billing;
    private static OperatorProcess operator;

    private Tenant tenant;
    private Policies policies;
    private CopiedMap map;

    @BeforeAll
    static void start() {
        redis = RedisServer.open().start();
        platform = Platform.create("policy-copies");
        shop = newTenant();
        billing = newTenant();
        platform.grant("rbac-copies.yaml", shop.namespace());
        platform.grant("rbac-copies.yaml", billing.namespace());
        operator = platform.operator(
                "policy-copies",
                Map.of(
                        "SLUICE_PUBLISH_TO_NAMESPACES",
                        shop.namespace() + "," + billing.namespace() + ",no-such-namespace"));
    }

    @AfterAll
    static void stop() {
        operator.close();
        platform.api().close();
        redis.close();
    }

    @BeforeEach
    void tenant() {
        tenant = newTenant();
        policies = new Policies(tenant);
        map = new CopiedMap(tenant, NAME, "policy.json");
        tenant.apply(ClusterYaml.named("db")
                .primary("p", "127.0.0.1", Ports.reserve())
                .with("paused: true"));
    }

    @Test
    void copiesFollowTheOriginalAndGoWithTheResource() {
        apply(publishTo(shop, billing));
        policies.eventually(ConditionType.READY, "True Usable");
        eventually(() -> map.isIn(shop));
        eventually(() -> map.isIn(billing));
        assertThat(policies.status()
                        .condition(ConditionType.COPIES_PUBLISHED)
                        .orElseThrow()
                        .message())
                .contains(shop.namespace(), billing.namespace());
        assertThat(map.presentIn(shop).getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/managed-by", "sluice")
                .containsEntry("sluice.dev/cache-policy", "cache")
                .containsEntry("sluice.dev/copy-of-namespace", tenant.namespace());
        assertThat(map.presentIn(shop).getMetadata().getAnnotations())
                .containsEntry("sluice.dev/copy-of-cache-policy", tenant.namespace() + "/cache");
        assertThat(map.presentIn(shop).getMetadata().getOwnerReferences()).isEmpty();

        apply(publishTo(shop, billing), "rules: [{name: home, match: {keys: ['home:*']}}]");
        eventually(() -> assertThat(policies.document().rules()).hasSize(1));
        eventually(() -> map.isIn(shop));
        map.damageIn(shop);
        eventually(() -> map.isIn(shop));

        apply(publishTo(billing));
        eventually(() -> assertThat(map.in(shop)).isNull());
        eventually(() -> map.isIn(billing));
        policies.delete();
        eventually(() -> assertThat(map.in(billing)).isNull());
    }

    @Test
    void copiesOfAPolicyThatGoesWhileNoOperatorRunsGoWithTheNextOne() {
        apply(publishTo(shop));
        eventually(() -> map.isIn(shop));
        operator.kill();
        policies.delete();
        assertThat(map.in(shop)).isNotNull();
        operator.startAgain();
        eventually(() -> assertThat(map.in(shop)).isNull());
    }

    @Test
    void copiesOfAPausedPolicyAreKept() {
        apply(publishTo(billing));
        policies.eventually(ConditionType.READY, "True Usable");
        eventually(() -> map.isIn(billing));
        apply(publishTo(billing), "paused: true");
        policies.eventually(ConditionType.READY, "Unknown Paused");

        map.damageIn(billing);
        eventually(() -> map.isIn(billing));
        policies.eventually(ConditionType.COPIES_PUBLISHED, "True Published");
        tenant.client().resource(tenant.configMap(NAME)).delete();
        eventually(() -> map.isIn(billing));
        policies.eventually(ConditionType.COPIES_PUBLISHED, "True Published");
        apply("paused: true");
        eventually(() -> assertThat(map.in(billing)).isNull());
        policies.delete();
    }

    @Test
    void aForeignConfigMapOfThatNameIsRefusedAndNotTouched() {
        map.occupyIn(shop);
        apply(publishTo(shop, billing));
        eventuallyNotCopied("ConfigMapNotOwned", shop.namespace());
        eventually(() -> map.isIn(billing));
        assertThat(map.presentIn(shop).getData()).isEqualTo(Map.of("mine", "yes"));
        policies.eventually(ConditionType.READY, "False ConfigMapNotOwned");

        Policies second = new Policies(newTenant());
        second.apply(location(), PROBE, publishTo(billing));
        second.eventually(ConditionType.COPIES_PUBLISHED, "False ConfigMapNotOwned");
        map.isIn(billing);

        second.delete();
        policies.delete();
        eventually(() -> assertThat(map.in(billing)).isNull());
        assertThat(map.presentIn(shop).getData()).isEqualTo(Map.of("mine", "yes"));
        shop.client().resource(map.presentIn(shop)).delete();
    }

    @Test
    void aNamespaceThatIsNotAllowedOrNotThereIsNamed() {
        Tenant forbidden = newTenant();
        apply(publishTo(forbidden));
        eventuallyNotCopied("NamespaceNotAllowed", forbidden.namespace());
        assertThat(map.in(forbidden)).isNull();
        apply("publishTo: [no-such-namespace]");
        eventuallyNotCopied("NamespaceNotFound", "no-such-namespace");
        apply(publishTo(tenant));
        policies.eventually(status -> assertThat(status.condition(ConditionType.COPIES_PUBLISHED))
                .hasValueSatisfying(copied -> assertThat(copied.message()).contains("the resource's own")));
        apply();
        policies.eventually(ConditionType.READY, "True Usable");
        policies.eventually(status ->
                assertThat(status.condition(ConditionType.COPIES_PUBLISHED)).isEmpty());
        policies.delete();
    }

    @Test
    void whileTheOriginalIsRefusedTheConditionSaysThatThereAreNoCopies() {
        map.occupyIn(tenant);
        apply(publishTo(shop));
        policies.eventually(ConditionType.READY, "False ConfigMapNotOwned");
        policies.eventually(ConditionType.COPIES_PUBLISHED, "False Pending");
        assertThat(map.in(shop)).isNull();
        tenant.client().resource(map.presentIn(tenant)).delete();
        policies.eventually(ConditionType.COPIES_PUBLISHED, "True Published");
        eventually(() -> map.isIn(shop));
        policies.delete();
    }

    private static Tenant newTenant() {
        return Tenant.of(platform, "nobody", "nothing");
    }

    private void apply(String... more) {
        policies.apply(
                location(), Stream.concat(Stream.of(PROBE), Stream.of(more)).toArray(String[]::new));
    }

    private static String location() {
        return "{tls: {mode: disable}, nodes: [{host: 127.0.0.1, port: " + redis.port() + "}]}";
    }

    private void eventuallyNotCopied(String reason, String named) {
        policies.eventually(status -> assertThat(status.condition(ConditionType.COPIES_PUBLISHED))
                .hasValueSatisfying(copied -> {
                    assertThat(copied.reason()).isEqualTo(reason);
                    assertThat(copied.message()).contains(named);
                }));
    }
}
