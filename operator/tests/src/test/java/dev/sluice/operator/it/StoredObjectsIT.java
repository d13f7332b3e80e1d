package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stored object of another schema neither stops the operator nor its kind, before the start or while it runs. */
class StoredObjectsIT {

    @Test
    void anObjectThatDoesNotFitIsReportedAndTheOthersGoOn() {
        Platform platform = Platform.create("stored");
        try (var servers = PostgresReplicaSet.builder().replicas(0).start()) {
            Tenant tenant = Tenant.of(platform, servers);
            loosenSchema(platform);
            odd(
                    tenant,
                    "early",
                    Map.of("unknownField", Map.of("deep", List.of(1, 2))),
                    "soon",
                    List.of("not", "an", "object"));
            try (OperatorProcess operator = platform.operator("stored", Map.of())) {
                tenant.apply(ClusterYaml.named("good").primary(servers.primary()));
                tenant.eventuallyReady("good");
                reported(tenant, "early");
                odd(
                        tenant,
                        "late",
                        Map.of(),
                        Map.of("seconds", 30, "parts", List.of("a", "b")),
                        "db.example.internal:5432");
                reported(tenant, "late");
                tenant.apply(ClusterYaml.named("good2").primary(servers.primary()));
                tenant.eventuallyReady("good2");
                assertThat(operator.status("/q/health/live")).isEqualTo(200);
                assertThat(operator.status("/q/health/ready")).isEqualTo(200);
            }
        } finally {
            platform.api().close();
        }
    }

    private static void loosenSchema(Platform platform) {
        platform.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("databaseclusters.sluice.dev")
                .edit((CustomResourceDefinition crd) -> {
                    crd.getSpec()
                            .getVersions()
                            .get(0)
                            .getSchema()
                            .setOpenAPIV3Schema(new JSONSchemaPropsBuilder()
                                    .withType("object")
                                    .withXKubernetesPreserveUnknownFields(true)
                                    .build());
                    return crd;
                });
        await().until(() -> platform
                .client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("databaseclusters.sluice.dev")
                .get()
                .getStatus()
                .getConditions()
                .stream()
                .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus())));
    }

    private static void odd(Tenant tenant, String name, Map<String, Object> extra, Object interval, Object primary) {
        var resource = Serialization.unmarshal(
                ClusterYaml.named(name).primary("p", "127.0.0.1", 5432).toString(), GenericKubernetesResource.class);
        Map<String, Object> spec = resource.get("spec");
        spec.putAll(extra);
        spec.put("probe", Map.of("interval", interval));
        spec.put("primary", primary);
        tenant.client()
                .genericKubernetesResources("sluice.dev/v1alpha1", "DatabaseCluster")
                .inNamespace(tenant.namespace())
                .resource(resource)
                .create();
    }

    private static void reported(Tenant tenant, String name) {
        await().untilAsserted(() -> {
            GenericKubernetesResource resource = tenant.client()
                    .genericKubernetesResources("sluice.dev/v1alpha1", "DatabaseCluster")
                    .inNamespace(tenant.namespace())
                    .withName(name)
                    .get();
            assertThat(Serialization.asJson(resource)).contains("SpecNotUnderstood", "spec.primary");
        });
    }
}
