package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CachePolicyCodec;
import dev.sluice.routing.cache.policy.CachePolicyFormatException;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** A QueryCachePolicy of one test's namespace. */
final class Policies {

    /** What is new of the database is looked at each minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Tenant tenant;
    private final String name;

    /** That of the name "cache". */
    Policies(Tenant tenant) {
        this(tenant, "cache");
    }

    Policies(Tenant tenant, String name) {
        this.tenant = tenant;
        this.name = name;
    }

    /**
     * Applies it, for the DatabaseCluster "db".
     *
     * @param redis the field {@code spec.redis} in flow style
     * @param more further lines of the spec
     */
    void apply(String redis, String... more) {
        StringBuilder yaml = new StringBuilder("""
                apiVersion: sluice.dev/v1alpha1
                kind: QueryCachePolicy
                metadata:
                  name: %s
                spec:
                  databaseCluster: db
                  redis: %s
                """.formatted(name, redis));
        for (String line : more) {
            yaml.append("  ").append(line).append('\n');
        }
        tenant.client()
                .genericKubernetesResources("sluice.dev/v1alpha1", "QueryCachePolicy")
                .inNamespace(tenant.namespace())
                .resource(Serialization.unmarshal(yaml.toString(), GenericKubernetesResource.class))
                .fieldManager("test")
                .forceConflicts()
                .serverSideApply();
    }

    QueryCachePolicy policy() {
        QueryCachePolicy policy = tenant.client()
                .resources(QueryCachePolicy.class)
                .inNamespace(tenant.namespace())
                .withName(name)
                .get();
        assertThat(policy).as("the QueryCachePolicy").isNotNull();
        return policy;
    }

    void delete() {
        tenant.client().resource(policy()).delete();
    }

    QueryCachePolicyStatus status() {
        QueryCachePolicyStatus status = policy().getStatus();
        return status == null ? QueryCachePolicyStatus.empty() : status;
    }

    ConfigMap configMap() {
        return tenant.configMap(name + QueryCachePolicy.CONFIG_MAP_SUFFIX);
    }

    CachePolicy document() {
        try {
            return CachePolicyCodec.read(configMap().getData().get("policy.json"));
        } catch (CachePolicyFormatException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until the assertion about the status holds. */
    void eventually(Consumer<QueryCachePolicyStatus> assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> assertion.accept(status()));
    }

    /** Waits until a condition is as it should be, such as {@code False NearlyFull}. */
    void eventually(ConditionType type, String wanted) {
        eventually(status -> assertThat(status.condition(type).map(Policies::text))
                .as("%s of %s", type, status.conditions())
                .contains(wanted));
    }

    private static String text(Condition condition) {
        String status = condition.status().name();
        return status.charAt(0) + status.substring(1).toLowerCase(Locale.ROOT) + " " + condition.reason();
    }
}
