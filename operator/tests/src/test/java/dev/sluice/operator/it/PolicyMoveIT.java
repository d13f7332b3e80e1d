package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.FormerRedisStatus;
import dev.sluice.api.v1alpha1.InvalidationStatus;
import dev.sluice.routing.cache.policy.FormerRedis;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.testing.network.Ports;
import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.redis.RedisCommands;
import dev.sluice.testing.redis.RedisServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A policy that names another Redis, while applications may still use the former one. */
class PolicyMoveIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PROBE = "probe: {interval: 1s, timeout: 700ms, failureThreshold: 2}";
    private static final String PASSWORD = "redis-7d20c4-password";

    private static Platform platform;
    private static OperatorProcess operator;

    private Tenant tenant;
    private Policies policies;

    @BeforeAll
    static void start() {
        platform = Platform.create("policy-move");
        operator = platform.operator("policy-move", Map.of("SLUICE_QUERY_CACHE_POLICIES_SETTLING", "20s"));
    }

    @AfterAll
    static void stop() {
        operator.close();
        platform.api().close();
    }

    @BeforeEach
    void tenant() {
        tenant = Tenant.of(platform, "nobody", "nothing");
        policies = new Policies(tenant);
        tenant.apply(ClusterYaml.named("db")
                .primary("p", "127.0.0.1", Ports.reserve())
                .with("paused: true"));
    }

    @Test
    void anOrderReachesAllThatApplicationsMayStillUse() {
        try (var first = RedisServer.open().start();
                var second = RedisServer.open().start();
                var third = RedisServer.open().start()) {
            // Who signs in otherwise than the policy said then cannot invalidate.
            RedisCommands.send(first, "ACL", "SETUSER", "sluice", "on", ">" + PASSWORD, "~*", "+@all");
            RedisCommands.send(first, "ACL", "SETUSER", "default", "-unlink");
            tenant.secret("old", Map.of("username", "sluice", "password", PASSWORD));
            policies.apply(
                    "{tls: {mode: disable}, credentials: {secretName: old}, nodes: [{host: 127.0.0.1, port: "
                            + first.port() + "}]}",
                    PROBE);
            policies.eventually(ConditionType.READY, "True Usable");
            assertThat(policies.document().formerRedis()).isEmpty();
            assertThat(policies.document().redisSince()).isZero();
            policies.eventually(
                    status -> assertThat(status.publication().redis()).isNotNull());

            policies.apply(at(second), PROBE);
            policies.eventually(ConditionType.READY, "True Usable");
            policies.eventually(
                    status -> assertThat(status.publication().formerRedis()).hasSize(1));
            policies.apply(at(third), PROBE);
            policies.eventually(
                    status -> assertThat(status.publication().formerRedis()).hasSize(2));
            assertThat(policies.document().formerRedis())
                    .extracting(FormerRedis::redis)
                    .containsExactly(location(second), location(first));
            assertThat(policies.document().redisSince())
                    .isEqualTo(policies.document().revision());
            assertThat(Serialization.asJson(tenant.configMap("cache-cache-policy")))
                    .doesNotContain(PASSWORD, "secretName");

            for (var server : List.of(first, second, third)) {
                RedisCommands.send(server, "SET", key("v:t:home"), "1");
            }
            policies.apply(at(third), PROBE, "invalidations: [{id: o-1, tags: [home]}]");
            policies.eventually(status -> assertThat(status.invalidations())
                    .singleElement()
                    .satisfies(done -> assertThat(done.missed()).isNull()));
            for (var server : List.of(first, second, third)) {
                assertThat(RedisCommands.send(server, "EXISTS", key("v:t:home")))
                        .isEqualTo(":0\r\n");
            }
            long since = policies.document().redisSince();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(policies.document().formerRedis()).isEmpty());
            assertThat(policies.document().redisSince()).isEqualTo(since);
            policies.eventually(
                    status -> assertThat(status.publication().formerRedis()).isEmpty());
            assertThat(policies.status().publication().redis().nodes().get(0).port())
                    .isEqualTo(third.port());
        }
    }

    @Test
    void aFormerRedisThatIsGoneHoldsAnOrderUpUntilItCountsNoMore() {
        var gone = RedisServer.open().start();
        try (var redis = RedisServer.open().start()) {
            policies.apply(at(gone), PROBE);
            policies.eventually(ConditionType.READY, "True Usable");
            policies.eventually(
                    status -> assertThat(status.publication().redis()).isNotNull());
            String former = "127.0.0.1:" + gone.port();
            gone.close();
            RedisCommands.send(redis, "SET", key("v:t:home"), "1");
            policies.apply(at(redis), PROBE, "invalidations: [{id: o-1, tags: [home]}]");
            policies.eventually(ConditionType.READY, "False FormerRedisAway");
            assertThat(policies.status()
                            .condition(ConditionType.READY)
                            .orElseThrow()
                            .message())
                    .contains("o-1", former);
            assertThat(RedisCommands.send(redis, "EXISTS", key("v:t:home")))
                    .as("the new one is not kept waiting")
                    .isEqualTo(":0\r\n");
            assertThat(policies.status().invalidations()).isEmpty();
            assertThat(operator.metrics())
                    .contains("sluice_cache_invalidations_pending{namespace=\"" + tenant.namespace()
                            + "\",policy=\"cache\"} 1.0");
            assertThat(policies.status().publication().formerRedis())
                    .extracting(FormerRedisStatus::until)
                    .hasSize(1);

            policies.eventually(ConditionType.READY, "True Usable");
            policies.eventually(status -> assertThat(status.invalidations())
                    .extracting(InvalidationStatus::id, InvalidationStatus::missed)
                    .containsExactly(tuple("o-1", former)));
            await().untilAsserted(() -> assertThat(tenant.events("cache"))
                    .filteredOn(event -> "InvalidationMissed".equals(event.getReason()))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getType()).isEqualTo("Warning")));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(policies.document().formerRedis()).isEmpty());
        }
    }

    private String key(String rest) {
        return "qcache:{" + tenant.namespace() + "/cache}:" + rest;
    }

    private static RedisLocation location(RedisServer server) {
        return RedisLocation.standalone("127.0.0.1", server.port());
    }

    private static String at(RedisServer server) {
        return "{tls: {mode: disable}, nodes: [{host: 127.0.0.1, port: " + server.port() + "}]}";
    }
}
