package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.InvalidationStatus;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.RedisLocation;
import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.testing.network.Ports;
import dev.sluice.testing.network.TcpProxy;
import dev.sluice.testing.redis.RedisCommands;
import dev.sluice.testing.redis.RedisServer;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a QueryCachePolicy, on a real API server and a real Redis. */
class QueryCachePolicyIT {

    private static final String PROBE = "probe: {interval: 1s, timeout: 700ms, failureThreshold: 2}";
    private static final String RULES =
            "rules: [{name: home, match: {keys: ['home:*']}, ttlClass: short, tags: [home]}]";
    private static final String PASSWORD = "redis-91c3e7-password";
    private static final String WRONG = "redis-02fa5b-password";

    private static RedisServer redis;

    private Tenant tenant;
    private Policies policies;

    @BeforeAll
    static void start() {
        redis = RedisServer.with("maxmemory 64mb", "maxmemory-policy allkeys-lru")
                .start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void tenant() {
        tenant = Tenant.of(Platform.shared(), "nobody", "nothing");
        policies = new Policies(tenant);
        // The DatabaseCluster only has to be there.
        tenant.apply(ClusterYaml.named("db")
                .primary("p", "127.0.0.1", Ports.reserve())
                .with("paused: true"));
    }

    @Test
    void aPolicyIsPublishedAndItsStatusShowsWhatRedisHas() {
        count("home|hits", 90, "home|staleHits", 5, "home|misses", 5);
        RedisCommands.send(redis, "SET", key("e:home:1"), "1");
        policies.apply(at(redis), PROBE, RULES, "hitRate: {minReads: 10}", "warming: [{name: w, sql: SELECT 1}]");
        policies.eventually(ConditionType.READY, "True Usable");
        count("home|hits", 170, "home|staleHits", 5, "home|misses", 25, "w|warmedAt", 1_700_000_000_000L);

        policies.eventually(ConditionType.WITHIN_TARGET, "True TargetMet");
        policies.eventually(status -> {
            assertThat(status.hitRate()).isEqualTo("80.0%");
            assertThat(status.keysText()).isEqualTo("1");
            assertThat(status.memory()).endsWith("/64Mi");
            assertThat(status.warmed()).isEqualTo("1/1");
        });
        policies.eventually(ConditionType.REDIS_REACHABLE, "True Reachable");
        policies.eventually(ConditionType.MEMORY_HEALTHY, "True RoomLeft");
        CachePolicy document = policies.document();
        assertThat(document.writes()).as("no primary, no catalog").isEqualTo(WriteEffects.NONE_KNOWN);
        assertThat(policies.status()
                        .condition(ConditionType.READY)
                        .orElseThrow()
                        .message())
                .contains("each write makes everything in the cache old");
        assertThat(document.policy()).isEqualTo(tenant.namespace() + "/cache");
        assertThat(document.uid()).isEqualTo(policies.policy().getMetadata().getUid());
        assertThat(document.cluster()).isEqualTo(tenant.namespace() + "/db");
        assertThat(document.redis()).isEqualTo(RedisLocation.standalone("127.0.0.1", redis.port()));
        assertThat(document.ttl(document.rules().get(0))).hasMinutes(1);
        assertThat(document.warming())
                .singleElement()
                .satisfies(query -> assertThat(query.sql()).isEqualTo("SELECT 1"));
        String labels = "{namespace=\"" + tenant.namespace() + "\",policy=\"cache\"} ";
        await().untilAsserted(() -> assertThat(Platform.shared().operator().metrics())
                .contains("sluice_cache_redis_up" + labels + "1.0")
                .contains("sluice_cache_hits_total" + labels + "175.0")
                .contains("sluice_cache_misses_total" + labels + "25.0")
                .contains("sluice_cache_hit_ratio" + labels + "0.8")
                .contains("sluice_cache_hit_ratio_target" + labels + "0.7")
                .contains("sluice_cache_keys" + labels + "1.0")
                .contains("sluice_cache_memory_limit_bytes" + labels + "6.7108864E7")
                .contains("sluice_cache_invalidations_pending" + labels + "0.0"));
        tenant.client().resource(policies.policy()).delete();
        await().untilAsserted(
                        () -> assertThat(Platform.shared().operator().metrics()).doesNotContain(labels.strip()));
    }

    @Test
    void theDocumentIsWrittenWhenItChangesAndAnEditByHandIsUndone() {
        policies.apply(at(redis), PROBE, RULES);
        policies.eventually(ConditionType.READY, "True Usable");
        CachePolicy first = policies.document();
        assertThat(first.revision()).isEqualTo(1);
        policies.apply(at(redis), PROBE, RULES, "hitRate: {percent: 50}");
        policies.eventually(status -> assertThat(status.observedGeneration()).isEqualTo(2));
        assertThat(policies.document()).isEqualTo(first);
        policies.apply(at(redis), PROBE, RULES, "ttlClasses: {short: 5s}");
        await().untilAsserted(() -> assertThat(policies.document().revision()).isEqualTo(2));
        tenant.client()
                .configMaps()
                .inNamespace(tenant.namespace())
                .withName("cache-cache-policy")
                .edit(map -> new ConfigMapBuilder(map)
                        .withData(Map.of("policy.json", "{\"schemaVersion\":1,"))
                        .build());
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(policies.document().revision()).isEqualTo(3));
        tenant.client()
                .configMaps()
                .inNamespace(tenant.namespace())
                .withName("cache-cache-policy")
                .delete();
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(policies.document().revision()).isGreaterThan(2));
        policies.eventually(status -> assertThat(status.publication()).isNotNull());
    }

    @Test
    void whatAPausedPolicyHasPublishedStaysAndIsMadeAgainWhenItIsDeletedOrEdited() {
        policies.apply(at(redis), PROBE, RULES);
        policies.eventually(ConditionType.READY, "True Usable");
        policies.eventually(status -> assertThat(status.publication()).isNotNull());
        policies.apply(at(redis), PROBE, "paused: true");
        policies.eventually(ConditionType.READY, "Unknown Paused");
        assertThat(policies.document().revision()).isEqualTo(1);
        edit(new ConfigMapBuilder(tenant.configMap("cache-cache-policy"))
                .editMetadata()
                .removeFromLabels("sluice.dev/cache-policy")
                .endMetadata());
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(tenant.configMap("cache-cache-policy")
                                .getMetadata()
                                .getLabels())
                        .containsKey("sluice.dev/cache-policy"));
        assertThat(policies.document().revision()).isEqualTo(1);
        assertThat(policies.document().rules()).hasSize(1);

        tenant.client().resource(tenant.configMap("cache-cache-policy")).delete();
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(policies.document().revision()).isEqualTo(2));
        assertThat(policies.document().rules()).isEmpty();
        policies.eventually(
                status -> assertThat(status.publication().revision()).isEqualTo(2));
        edit(new ConfigMapBuilder(tenant.configMap("cache-cache-policy")).withData(Map.of("policy.json", "{")));
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(policies.document().revision()).isEqualTo(3));
    }

    @Test
    void theConfigMapOfAPolicyWhoseNameIsLongerThanALabelIsLookedAfterTooAtOnce() {
        policies = new Policies(tenant, "c".repeat(80));
        policies.apply(at(redis), PROBE);
        policies.eventually(ConditionType.READY, "True Usable");
        policies.eventually(status -> assertThat(status.publication()).isNotNull());
        assertThat(policies.configMap().getMetadata().getLabels())
                .containsOnly(Map.entry("app.kubernetes.io/managed-by", "sluice"));
        tenant.client().resource(policies.configMap()).delete();
        // Without news a policy is looked at once a minute.
        await().atMost(Duration.ofSeconds(15))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(policies.document().revision()).isGreaterThan(1));
    }

    private void edit(ConfigMapBuilder edited) {
        tenant.client().resource(edited.build()).update();
    }

    @Test
    void aForeignConfigMapOfThatNameIsRefusedAndNotTouched() {
        tenant.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(tenant.namespace())
                        .withName("cache-cache-policy")
                        .endMetadata()
                        .withData(Map.of("mine", "yes"))
                        .build())
                .create();
        policies.apply(at(redis), PROBE);
        policies.eventually(ConditionType.READY, "False ConfigMapNotOwned");
        assertThat(tenant.configMap("cache-cache-policy").getData()).isEqualTo(Map.of("mine", "yes"));
    }

    @Test
    void anOrderIsCarriedOutOnceAndRecorded() {
        RedisCommands.send(redis, "SET", key("v:m:public.orders"), "1");
        RedisCommands.send(redis, "SET", key("e:home:1"), "1");
        RedisCommands.send(redis, "SET", key("e:home:2"), "1");
        String order = "invalidations: [{id: o-1, models: [public.orders], keys: ['home:1']}]";
        policies.apply(at(redis), PROBE, order);
        policies.eventually(status -> assertThat(status.invalidations())
                .extracting(InvalidationStatus::id)
                .containsExactly("o-1"));
        assertThat(RedisCommands.send(redis, "EXISTS", key("v:m:public.orders"), key("e:home:1")))
                .isEqualTo(":0\r\n");
        assertThat(RedisCommands.send(redis, "EXISTS", key("e:home:2"))).isEqualTo(":1\r\n");
        await().untilAsserted(() -> assertThat(tenant.events("cache"))
                .filteredOn(event -> "Invalidated".equals(event.getReason()))
                .hasSize(1));
        RedisCommands.send(redis, "SET", key("e:home:1"), "1");
        policies.apply(at(redis), PROBE, order, "hitRate: {percent: 60}");
        policies.eventually(status -> assertThat(status.observedGeneration()).isEqualTo(2));
        await().during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(RedisCommands.send(redis, "EXISTS", key("e:home:1")))
                        .isEqualTo(":1\r\n"));
        policies.apply(at(redis), PROBE, "invalidations: [{id: o-2, keys: ['home:1']}]");
        policies.eventually(status -> assertThat(status.invalidations())
                .extracting(InvalidationStatus::id)
                .containsExactly("o-1", "o-2"));
        assertThat(RedisCommands.send(redis, "EXISTS", key("e:home:1"))).isEqualTo(":0\r\n");
    }

    @Test
    void anOrderWaitsForARedisThatIsAway() {
        try (var proxy = TcpProxy.to(redis.host(), redis.port())) {
            proxy.cut();
            RedisCommands.send(redis, "SET", key("v:t:home"), "1");
            policies.apply(at(proxy.port()), PROBE, "invalidations: [{id: o-1, tags: [home]}]");
            policies.eventually(ConditionType.REDIS_REACHABLE, "False ConnectionRefused");
            policies.eventually(ConditionType.READY, "False ConnectionRefused");
            assertThat(policies.status().invalidations()).isEmpty();
            assertThat(policies.document().redis().nodes().get(0).port()).isEqualTo(proxy.port());
            String labels = "{namespace=\"" + tenant.namespace() + "\",policy=\"cache\"} ";
            assertThat(Platform.shared().operator().metrics())
                    .contains("sluice_cache_redis_up" + labels + "0.0")
                    .contains("sluice_cache_invalidations_pending" + labels + "1.0");
            proxy.restore();
            policies.eventually(status -> assertThat(status.invalidations()).hasSize(1));
            policies.eventually(ConditionType.READY, "True Usable");
            assertThat(RedisCommands.send(redis, "EXISTS", key("v:t:home"))).isEqualTo(":0\r\n");
            proxy.hang();
            policies.eventually(ConditionType.REDIS_REACHABLE, "False Timeout");
            proxy.restore();
            policies.eventually(ConditionType.REDIS_REACHABLE, "True Reachable");
        }
    }

    @Test
    void aPolicyIsNotReadyForAnOrderThatASilentRedisHasNotTaken() {
        try (var proxy = TcpProxy.to(redis.host(), redis.port())) {
            policies.apply(at(proxy.port()), PROBE);
            policies.eventually(ConditionType.READY, "True Usable");
            proxy.hang();
            policies.apply(at(proxy.port()), PROBE, "invalidations: [{id: o-1, tags: [home]}]");
            policies.eventually(status -> {
                assertThat(status.condition(ConditionType.READY).orElseThrow().reason())
                        .isIn("InvalidationPending", "Timeout");
                assertThat(status.condition(ConditionType.READY).orElseThrow().holds())
                        .isFalse();
            });
            policies.eventually(ConditionType.READY, "False Timeout");
            proxy.restore();
            policies.eventually(ConditionType.READY, "True Usable");
            assertThat(policies.status().hasDone("o-1")).isTrue();
            assertThat(policies.status().observedGeneration()).isEqualTo(2);
        }
    }

    @Test
    void aHitRateBelowTheTargetIsSaid() {
        count("|hits", 0, "|misses", 0);
        policies.apply(at(redis), PROBE, "hitRate: {minReads: 10}");
        policies.eventually(ConditionType.WITHIN_TARGET, "Unknown TooFewReads");
        count("|hits", 50, "|misses", 50);
        policies.eventually(ConditionType.WITHIN_TARGET, "False HitRateLow");
        policies.eventually(ConditionType.READY, "True Usable");
    }

    @Test
    void aNearlyFullRedisThatEvictsNothingIsSaid() {
        try (var full = RedisServer.with("maxmemory 10mb", "maxmemory-policy noeviction")
                .start()) {
            policies.apply(at(full), PROBE);
            policies.eventually(ConditionType.MEMORY_HEALTHY, "True RoomLeft");
            String filler = "x".repeat(100_000);
            String last = "";
            for (int i = 0; i < 200 && !last.contains("OOM"); i++) {
                last = RedisCommands.send(full, "SET", "filler:" + i, filler);
            }
            policies.eventually(ConditionType.MEMORY_HEALTHY, "False NearlyFull");
            policies.apply(at(full), PROBE, "invalidations: [{id: o-1, tags: [home]}]");
            policies.eventually(status -> assertThat(status.hasDone("o-1")).isTrue());
        }
    }

    @Test
    void passwordsAreNowhereButInTheirSecrets() throws IOException {
        try (var guarded = RedisServer.withPassword(PASSWORD).start()) {
            tenant.secret("redis", Map.of("password", WRONG));
            String redisSpec =
                    "{tls: {mode: disable}, credentials: {secretName: redis}, nodes: [{host: 127.0.0.1, port: "
                            + guarded.port() + "}]}";
            policies.apply(redisSpec, PROBE, RULES);
            policies.eventually(ConditionType.REDIS_REACHABLE, "False AuthenticationFailed");
            tenant.secret("redis", Map.of("password", PASSWORD, "username", WRONG));
            policies.eventually(ConditionType.REDIS_REACHABLE, "False AuthenticationFailed");
            tenant.secret("redis", Map.of("password", PASSWORD, "username", "default"));
            policies.eventually(ConditionType.READY, "True Usable");
            policies.apply(redisSpec.replace("redis}", "gone}"), PROBE, RULES);
            policies.eventually(ConditionType.REDIS_REACHABLE, "False CredentialsMissing");
            policies.apply(at(guarded), PROBE, RULES);
            policies.eventually(ConditionType.REDIS_REACHABLE, "False AuthenticationRequired");
            List<String> places = List.of(
                    Files.readString(Platform.shared().operator().log()),
                    Platform.shared().operator().metrics(),
                    Serialization.asJson(tenant.client()
                            .v1()
                            .events()
                            .inNamespace(tenant.namespace())
                            .list()),
                    Serialization.asJson(tenant.client()
                            .configMaps()
                            .inNamespace(tenant.namespace())
                            .list()),
                    Serialization.asJson(tenant.client()
                            .genericKubernetesResources("sluice.dev/v1alpha1", "QueryCachePolicy")
                            .inNamespace(tenant.namespace())
                            .list()));
            assertThat(places)
                    .hasSize(5)
                    .allSatisfy(place -> assertThat(place).isNotEmpty().doesNotContain(PASSWORD, WRONG));
        }
    }

    @Test
    void aUserWithoutRightsAndAPortThatIsNoRedisAreSaid() {
        RedisCommands.send(redis, "ACL", "SETUSER", "narrow", "on", ">" + PASSWORD, "~qstats:*", "+hgetall");
        tenant.secret("redis", Map.of("username", "narrow", "password", PASSWORD));
        policies.apply(
                "{tls: {mode: disable}, credentials: {secretName: redis}, nodes: [{host: 127.0.0.1, port: "
                        + redis.port() + "}]}",
                PROBE,
                "invalidations: [{id: o-1, tags: [home]}]");
        policies.eventually(ConditionType.REDIS_REACHABLE, "True RightsMissing");
        policies.eventually(ConditionType.MEMORY_HEALTHY, "Unknown NotPermitted");
        policies.eventually(ConditionType.READY, "False InvalidationRefused");
        assertThat(policies.status().keysText()).isNull();
        policies.apply(at(Platform.shared().api().port()), PROBE);
        policies.eventually(status -> assertThat(status.condition(ConditionType.REDIS_REACHABLE)
                        .orElseThrow()
                        .holds())
                .isFalse());
    }

    @Test
    void aTtlOverAnHourIsAcceptedWithAWarning() {
        policies.apply(at(redis), PROBE, "rules: [{name: daily, ttl: 24h}]", "ttlClasses: {veryLong: 2h}");
        policies.eventually(ConditionType.READY, "True Usable");
        await().untilAsserted(() -> assertThat(tenant.events("cache"))
                .filteredOn(event -> "LongTtl".equals(event.getReason()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getType()).isEqualTo("Warning");
                    assertThat(event.getMessage()).contains("veryLong is 2h").contains("daily has 24h");
                }));
    }

    @Test
    void aClusterThatThereIsNotIsSaidAndThePolicyPublishedAllTheSame() {
        tenant.delete("db");
        await().untilAsserted(() -> assertThat(tenant.client()
                        .resources(DatabaseCluster.class)
                        .inNamespace(tenant.namespace())
                        .list()
                        .getItems())
                .isEmpty());
        policies.apply(at(redis), PROBE, RULES);
        policies.eventually(ConditionType.READY, "False DatabaseClusterNotFound");
        assertThat(policies.document().rules()).hasSize(1);
    }

    @Test
    void aPausedPolicyKeepsWhatIsPublished() {
        policies.apply(at(redis), PROBE, RULES);
        policies.eventually(ConditionType.READY, "True Usable");
        policies.apply(at(redis), PROBE, "paused: true");
        policies.eventually(ConditionType.READY, "Unknown Paused");
        String labels = "{namespace=\"" + tenant.namespace() + "\",policy=\"cache\"} ";
        await().untilAsserted(() -> assertThat(Platform.shared().operator().metrics())
                .contains("sluice_cache_invalidations_pending" + labels)
                .doesNotContain("sluice_cache_redis_up" + labels));
        assertThat(policies.document().rules()).hasSize(1);
        policies.apply(at(redis), PROBE);
        policies.eventually(ConditionType.READY, "True Usable");
        assertThat(policies.document().rules()).isEmpty();
    }

    @Test
    void aQuietCacheWritesNothing() {
        policies.apply(at(redis), PROBE, RULES);
        policies.eventually(ConditionType.READY, "True Usable");
        policies.eventually(ConditionType.MEMORY_HEALTHY, "True RoomLeft");
        QueryCachePolicy settled = policies.policy();
        await().during(Duration.ofSeconds(8))
                .atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(policies.policy().getMetadata().getResourceVersion())
                        .isEqualTo(settled.getMetadata().getResourceVersion()));
    }

    private String key(String rest) {
        return "qcache:{" + tenant.namespace() + "/cache}:" + rest;
    }

    private void count(Object... fields) {
        String[] command = new String[fields.length + 2];
        command[0] = "HSET";
        command[1] = "qstats:{" + tenant.namespace() + "/cache}";
        for (int i = 0; i < fields.length; i++) {
            command[i + 2] = String.valueOf(fields[i]);
        }
        RedisCommands.send(redis, command);
    }

    private static String at(RedisServer server) {
        return at(server.port());
    }

    private static String at(int port) {
        return "{tls: {mode: disable}, nodes: [{host: 127.0.0.1, port: " + port + "}]}";
    }
}
