package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.condition.ConditionType;
import dev.sluice.routing.cache.policy.WriteEffects;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a write also touches comes from the primary's catalog into the published policy. */
class CatalogEffectsIT {

    @Test
    void whatTheCatalogSaysIsPublishedAndStaysWhileNoPrimaryAnswers() {
        try (var servers = PostgresReplicaSet.builder().replicas(0).start();
                var redis = RedisServer.open().start()) {
            servers.primary().execute("""
                    CREATE TABLE orders (id int PRIMARY KEY);
                    CREATE TABLE items (order_id int REFERENCES orders ON DELETE CASCADE);
                    CREATE TABLE secrets (id int);
                    CREATE FUNCTION log(text) RETURNS void LANGUAGE sql AS 'DELETE FROM items';
                    ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;
                    """);
            Tenant tenant = Tenant.of(Platform.shared(), servers);
            var policies = new Policies(tenant);
            tenant.apply(ClusterYaml.named("db").primary(servers.primary()));
            tenant.eventuallyReady("db");
            String at = "{tls: {mode: disable}, nodes: [{host: 127.0.0.1, port: " + redis.port() + "}]}";
            policies.apply(at, "probe: {interval: 1s}");
            policies.eventually(ConditionType.CATALOG_READ, "True Read");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                WriteEffects writes = policies.document().writes();
                assertThat(writes.touches()).containsEntry("public.orders", List.of("public.items"));
                assertThat(writes.catalogKnown()).isTrue();
                assertThat(writes.writingFunctions()).containsExactly("log");
                assertThat(writes.rowSecurity()).isEqualTo(Set.of("public.secrets"));
            });
            servers.primary().stop();
            policies.apply(at, "probe: {interval: 1s}", "rules: [{name: home}]");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(policies.document().rules()).hasSize(1));
            assertThat(policies.document().writes().touches()).containsEntry("public.orders", List.of("public.items"));
            assertThat(policies.document().writes().catalogKnown()).isTrue();
        }
    }

    @Test
    void ofAnotherDatabaseNothingIsSaidByTheCatalogOfTheFormerOne() {
        try (var servers = PostgresReplicaSet.builder().replicas(0).start();
                var redis = RedisServer.open().start()) {
            servers.primary().execute("""
                    CREATE TABLE orders (id int PRIMARY KEY);
                    CREATE TABLE items (order_id int REFERENCES orders ON DELETE CASCADE);
                    """);
            Tenant tenant = Tenant.of(Platform.shared(), servers);
            var policies = new Policies(tenant);
            tenant.apply(ClusterYaml.named("db").primary(servers.primary()));
            tenant.eventuallyReady("db");
            String at = "{tls: {mode: disable}, nodes: [{host: 127.0.0.1, port: " + redis.port() + "}]}";
            policies.apply(at, "probe: {interval: 1s}");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(policies.document().writes().touches()).containsKey("public.orders"));

            tenant.apply(ClusterYaml.named("db").primary(servers.primary()).database("elsewhere"));
            policies.apply(at, "probe: {interval: 1s}", "rules: [{name: home}]");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(policies.document().rules()).hasSize(1));
            assertThat(policies.document().writes()).isEqualTo(WriteEffects.NONE_KNOWN);
            policies.eventually(ConditionType.CATALOG_READ, "Unknown PrimaryUnknown");

            servers.primary().execute("CREATE DATABASE elsewhere");
            policies.eventually(ConditionType.CATALOG_READ, "True Read");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(policies.document().writes().catalogKnown())
                            .isTrue());
            assertThat(policies.document().writes().touches()).isEmpty();
        }
    }
}
