package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pods that ask for it are annotated when routing or a cache policy changes, and what fails there keeps nothing from being published. */
class NudgeIT {

    private static final String POLICY_REVISION = "sluice.dev/cache-policy-revision";
    private static final String REDIS = "{tls: {mode: disable}, nodes: [{host: 127.0.0.1, port: 1}]}";

    private static PostgresReplicaSet servers;

    @BeforeAll
    static void start() {
        servers = PostgresReplicaSet.builder().replicas(1).start();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void consumersOfTheClusterAreAnnotatedAndNobodyElse() {
        Platform platform = Platform.create("nudge");
        platform.grant("rbac-nudge.yaml", "default");
        try (OperatorProcess operator = platform.operator("nudge", Map.of("SLUICE_NUDGE_ENABLED", "true"))) {
            Tenant tenant = Tenant.of(platform, servers);
            pod(tenant, "consumer", Map.of("sluice.dev/consumes", "db", "sluice.dev/consumes-cache-policy", "cache"));
            pod(tenant, "other", Map.of("sluice.dev/consumes", "other"));
            pod(tenant, "plain", Map.of());
            tenant.apply(cluster());
            tenant.eventuallyReady("db");
            eventuallyToldOfTheNewest(tenant);
            tenant.patch("db", "{\"spec\":{\"lag\":{\"maxTime\":\"7s\"}}}");
            eventuallyPublished(tenant);
            eventuallyToldOfTheNewest(tenant);
            assertThat(revision(tenant, "other")).isNull();
            assertThat(revision(tenant, "plain")).isNull();

            var policies = new Policies(tenant);
            policies.apply(REDIS);
            eventuallyToldOfThePolicy(tenant, policies);
            policies.apply(REDIS, "rules: [{name: home, match: {keys: ['home:*']}}]");
            await().until(() -> !policies.document().rules().isEmpty());
            eventuallyToldOfThePolicy(tenant, policies);
            assertThat(revision(tenant, "consumer"))
                    .as("what the pod was told of the endpoints stays")
                    .isNotNull();
            assertThat(annotation(tenant, "other", POLICY_REVISION)).isNull();
            assertThat(operator.log()).exists();
        } finally {
            platform.api().close();
        }
    }

    @Test
    void withoutTheRightEndpointsArePublishedAllTheSame() {
        Platform platform = Platform.create("nudge-forbidden");
        try (OperatorProcess operator = platform.operator("nudge-forbidden", Map.of("SLUICE_NUDGE_ENABLED", "true"))) {
            Tenant tenant = Tenant.of(platform, servers);
            pod(tenant, "consumer", Map.of("sluice.dev/consumes", "db"));
            tenant.apply(cluster());
            tenant.eventuallyReady("db");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(operator.log())
                            .content()
                            .contains("Pod consumer of namespace " + tenant.namespace() + " could not be nudged"));
            tenant.patch("db", "{\"spec\":{\"lag\":{\"maxTime\":\"7s\"}}}");
            eventuallyPublished(tenant);
            assertThat(revision(tenant, "consumer")).isNull();
        } finally {
            platform.api().close();
        }
    }

    private static ClusterYaml cluster() {
        return ClusterYaml.named("db").primary(servers.primary()).replicas(servers.replicas());
    }

    private static void eventuallyPublished(Tenant tenant) {
        tenant.eventuallyTopology(
                "db", topology -> assertThat(topology.policy().maxLag()).isEqualTo(Duration.ofSeconds(7)));
    }

    private static void eventuallyToldOfTheNewest(Tenant tenant) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(revision(tenant, "consumer"))
                        .isEqualTo(Long.toString(tenant.topology("db").revision())));
    }

    private static void eventuallyToldOfThePolicy(Tenant tenant, Policies policies) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(annotation(tenant, "consumer", POLICY_REVISION))
                        .isEqualTo(Long.toString(policies.document().revision())));
    }

    private static @Nullable String revision(Tenant tenant, String pod) {
        return annotation(tenant, pod, "sluice.dev/endpoints-revision");
    }

    private static @Nullable String annotation(Tenant tenant, String pod, String name) {
        Pod found = tenant.client()
                .pods()
                .inNamespace(tenant.namespace())
                .withName(pod)
                .get();
        Map<String, String> annotations = found.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(name);
    }

    // No kubelet runs here, so the test says that the pod does.
    private static void pod(Tenant tenant, String name, Map<String, String> labels) {
        Pod pod = tenant.client()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(tenant.namespace())
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("application")
                        .withImage("application")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        pod.setStatus(new PodStatusBuilder().withPhase("Running").build());
        tenant.client().resource(pod).updateStatus();
    }
}
