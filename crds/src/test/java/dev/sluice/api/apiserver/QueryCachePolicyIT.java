package dev.sluice.api.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.InvalidationStatus;
import dev.sluice.api.v1alpha1.PublicationStatus;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a real API server makes of the kind: defaults, status by server-side apply, columns. */
@ExtendWith(InstalledApi.Shared.class)
class QueryCachePolicyIT {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final InstalledApi api;

    QueryCachePolicyIT(InstalledApi api) {
        this.api = api;
    }

    @Test
    void theApiServerPutsInTheDefaults() {
        create("defaults");

        QueryCachePolicy stored = read("defaults");

        assertThat(stored.getSpec().unreadable()).isEmpty();
        assertThat(api.kubectl(
                        "get",
                        "qcp",
                        "defaults",
                        "-o",
                        "jsonpath={.spec.redis.tls.mode} {.spec.redis.database}"
                                + " {.spec.hitRate.percent} {.spec.memory.maxPercent} {.spec.probe.interval}"
                                + " {.spec.rules[0].jitterPercent}"))
                .isEqualTo("verify-full 0 70 90 30s 10");
    }

    @Test
    void kubectlPrintsWhatAPersonWantsToKnow() {
        create("printed");
        QueryCachePolicy policy = new QueryCachePolicy();
        policy.setMetadata(new ObjectMetaBuilder()
                .withNamespace("default")
                .withName("printed")
                .build());
        policy.setStatus(status());
        api.client()
                .resource(policy)
                .subresource("status")
                .patch(new PatchContext.Builder()
                        .withForce(true)
                        .withFieldManager("sluice")
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .build());

        assertThat(api.kubectl("get", "querycachepolicies", "printed", "-o", "wide")
                        .lines()
                        .map(line -> List.of(line.strip().split(" {2,}"))))
                .satisfiesExactly(
                        header -> assertThat(header)
                                .containsExactly(
                                        "NAME",
                                        "HIT RATE",
                                        "KEYS",
                                        "MEMORY",
                                        "READY",
                                        "AGE",
                                        "REASON",
                                        "HITS",
                                        "MISSES",
                                        "REVISION",
                                        "CONFIGMAP"),
                        row -> assertThat(row)
                                .startsWith("printed", "70.0%", "~12", "1Mi/1Gi", "True")
                                .endsWith("Usable", "70", "30", "7", "printed-cache-policy"));
        assertThat(api.kubectl("get", "sluice")).contains("printed");
    }

    private void create(String name) {
        api.asWritten("""
            apiVersion: sluice.dev/v1alpha1
            kind: QueryCachePolicy
            metadata:
              name: %s
            spec:
              databaseCluster: orders
              redis: {nodes: [{host: redis.example.internal}]}
              rules: [{name: home}]
            """.formatted(name)).create();
    }

    private QueryCachePolicy read(String name) {
        return api.client()
                .resources(QueryCachePolicy.class)
                .inNamespace("default")
                .withName(name)
                .get();
    }

    private static QueryCachePolicyStatus status() {
        return new QueryCachePolicyStatus(
                1L,
                List.of(Condition.of(ConditionType.READY, ConditionStatus.TRUE, "Usable", "It is usable.", 1L, NOON)),
                70L,
                30L,
                "70.0%",
                12L,
                "~12",
                "1Mi/1Gi",
                1L << 20,
                NOON,
                null,
                List.of(),
                List.of(new InvalidationStatus("o-1", NOON, null, "0123456789abcdef")),
                new PublicationStatus("printed-cache-policy", 7L, NOON, null, List.of()));
    }
}
