package dev.sluice.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.api.condition.Condition;
import dev.sluice.api.condition.ConditionStatus;
import dev.sluice.api.condition.ConditionType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryCachePolicyTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void aStoredObjectWithoutDefaultsGetsThem() {
        QueryCachePolicySpec spec =
                read("{databaseCluster: orders, redis: {nodes: [{host: redis}]}, rules: [{name: home}]}");

        assertThat(spec)
                .isEqualTo(QueryCachePolicySpec.of(
                        "orders",
                        new RedisSpec(
                                RedisSpec.Mode.STANDALONE,
                                List.of(new RedisNode("redis", 6379)),
                                null,
                                0,
                                "qcache",
                                null,
                                RedisTls.defaults()),
                        List.of(CacheRule.of("home"))));
        assertThat(spec.unreadable()).isEmpty();
        assertThat(spec.hitRate()).isEqualTo(new HitRateTarget(70, 100));
        assertThat(spec.memory()).isEqualTo(new MemoryGuard(90, null));
        assertThat(spec.probe()).isEqualTo(new CacheProbe(Duration.ofSeconds(30), Duration.ofSeconds(3), 3));
        assertThat(spec.rules().get(0).effectiveTtlClass()).isEqualTo("medium");
    }

    @Test
    void thereAlwaysAreFourClassesAndOwnOnesReplaceOrJoinThem() {
        QueryCachePolicySpec spec =
                read("{databaseCluster: orders, redis: {nodes: [{host: redis}]}, ttlClasses: {short: 5s, daily: 24h}}");

        assertThat(spec.allTtlClasses())
                .isEqualTo(Map.of(
                        "short", Duration.ofSeconds(5),
                        "medium", Duration.ofSeconds(300),
                        "long", Duration.ofSeconds(1800),
                        "veryLong", Duration.ofSeconds(3600),
                        "daily", Duration.ofHours(24)));
    }

    @Test
    void everyFieldSurvivesARoundTrip() throws Exception {
        String yaml = Files.readString(Path.of("src/test/resources/validation/valid/querycachepolicy-full.yaml"));
        QueryCachePolicy policy = Serialization.unmarshal(yaml, QueryCachePolicy.class);
        policy.setStatus(fullStatus());

        QueryCachePolicy copy = Serialization.clone(policy);

        assertThat(copy.getSpec()).isEqualTo(policy.getSpec());
        assertThat(copy.getStatus()).isEqualTo(policy.getStatus());
        JsonNode written = Serialization.unmarshal(Serialization.asYaml(policy), JsonNode.class);
        JsonNode read = Serialization.unmarshal(yaml, JsonNode.class);
        assertThat(written.get("spec")).isEqualTo(read.get("spec"));
    }

    @Test
    void requiredFieldsOfAStoredObjectThatDoesNotFitAreNamed() {
        QueryCachePolicySpec spec = read("""
            redis: {nodes: [{port: 1}, {host: a}], credentials: {}}
            ttlClasses: {short: 1d}
            rules: [{name: a, ttlClass: endless}, {ttl: 5s}]
            warming: [{name: w}, {name: v, sql: SELECT ?, parameters: [null]}]
            invalidations: [{tags: [home]}]
            """);

        assertThat(spec.unreadable())
                .containsExactly(
                        "spec.databaseCluster",
                        "spec.redis.nodes[0].host",
                        "spec.redis.credentials.secretName",
                        "spec.ttlClasses.short",
                        "spec.rules[0].ttlClass",
                        "spec.rules[1].name",
                        "spec.warming[0].sql",
                        "spec.warming[1].parameters",
                        "spec.invalidations[0].id");
        assertThat(read("{databaseCluster: orders}").unreadable()).containsExactly("spec.redis");
    }

    @Test
    void statusFindsWhatItHas() {
        QueryCachePolicyStatus status = fullStatus();

        assertThat(status.hasDone("o-1")).isTrue();
        assertThat(status.hasDone("o-2")).isFalse();
        assertThat(status.condition(ConditionType.REDIS_REACHABLE))
                .hasValueSatisfying(condition -> assertThat(condition.holds()).isTrue());
        assertThat(status.with(4, List.of()).observedGeneration()).isEqualTo(4);
        assertThat(QueryCachePolicyStatus.empty().invalidations()).isEmpty();
    }

    private static QueryCachePolicyStatus fullStatus() {
        return new QueryCachePolicyStatus(
                3L,
                List.of(Condition.of(
                        ConditionType.REDIS_REACHABLE, ConditionStatus.TRUE, "Reachable", "It answers.", 3L, NOON)),
                70L,
                30L,
                "70.0%",
                12L,
                "~12",
                "1Mi/1Gi",
                1L << 20,
                NOON,
                "1/2",
                List.of(new WarmingStatus("home", NOON), new WarmingStatus("prices", null)),
                List.of(new InvalidationStatus("o-1", NOON, null, "0123456789abcdef")),
                new PublicationStatus("full-cache-policy", 7L, NOON, null, List.of()));
    }

    private static QueryCachePolicySpec read(String yaml) {
        return Serialization.unmarshal("---\n" + yaml, QueryCachePolicySpec.class);
    }
}
