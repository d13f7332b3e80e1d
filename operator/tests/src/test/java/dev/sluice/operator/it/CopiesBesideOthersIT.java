package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.testing.operator.OperatorProcess;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator that serves some namespaces shares a namespace of copies with one that serves others. */
class CopiesBesideOthersIT {

    private static final String SERVED = "served";
    private static final String SHARED = "shared";

    private static Platform platform;
    private static KubernetesClient client;

    @BeforeAll
    static void start() {
        platform = Platform.create("copies-beside");
        client = platform.client();
        for (String namespace : new String[] {SERVED, SHARED, "others"}) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .create();
        }
        // The same rights, but in one namespace.
        var everywhere =
                client.rbac().clusterRoleBindings().withName("sluice-operator").get();
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(SERVED)
                        .withName("sluice-operator")
                        .endMetadata()
                        .withRoleRef(everywhere.getRoleRef())
                        .withSubjects(everywhere.getSubjects())
                        .build())
                .create();
        client.resource(everywhere).delete();
        platform.grant("rbac-copies.yaml", SHARED);
    }

    @AfterAll
    static void stop() {
        platform.api().close();
    }

    @Test
    void copiesForNamespacesThatItMayNotReadAreLeftToTheOtherAndTheRestIsSwept() {
        // The others' comes first in the list, so a sweep that it ended would not reach the second one.
        copy("a-copy-of-others", "others/gone");
        copy("b-copy-of-its-own", SERVED + "/gone");

        try (OperatorProcess operator = platform.operator(
                "copies-beside",
                Map.of("QUARKUS_OPERATOR_SDK_NAMESPACES", SERVED, "SLUICE_PUBLISH_TO_NAMESPACES", SHARED))) {
            // It looks each minute.
            await().atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(find("b-copy-of-its-own")).isNull());

            assertThat(find("a-copy-of-others")).isNotNull();
            assertThat(operator.log()).content().doesNotContain("could not be looked through");
        }
    }

    @Test
    void copiesOfAResourceThatIsGoneGoThoughTheRightToAskForItIsToo() {
        try (OperatorProcess operator = platform.operator(
                "copies-of-a-namespace-that-ends",
                Map.of("QUARKUS_OPERATOR_SDK_NAMESPACES", SERVED, "SLUICE_PUBLISH_TO_NAMESPACES", SHARED))) {
            String cluster = ClusterYaml.named("silent")
                    .primary("primary", "127.0.0.1", 1)
                    .with("endpoints: {publishTo: [" + SHARED + "]}")
                    .toString();
            client.resource(Serialization.unmarshal(cluster, DatabaseCluster.class))
                    .inNamespace(SERVED)
                    .create();
            copy("silent-endpoints", SERVED + "/silent");
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(operator.metrics()).contains("cluster=\"silent\""));
            RoleBinding right = client.rbac()
                    .roleBindings()
                    .inNamespace(SERVED)
                    .withName("sluice-operator")
                    .get();
            // As when the namespace is deleted, which may take the rights before what they are for.
            client.resource(right).delete();
            try {
                assertThat(find("silent-endpoints")).isNotNull();
                client.resources(DatabaseCluster.class)
                        .inNamespace(SERVED)
                        .withName("silent")
                        .delete();
                await().atMost(Duration.ofMinutes(3))
                        .untilAsserted(
                                () -> assertThat(find("silent-endpoints")).isNull());
            } finally {
                client.resource(new RoleBindingBuilder(right)
                                .editMetadata()
                                .withResourceVersion(null)
                                .withUid(null)
                                .endMetadata()
                                .build())
                        .create();
            }
        }
    }

    private static void copy(String name, String owner) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(SHARED)
                        .withName(name)
                        .addToLabels("app.kubernetes.io/managed-by", "sluice")
                        .addToLabels("sluice.dev/copy-of-namespace", owner.substring(0, owner.indexOf('/')))
                        .addToAnnotations("sluice.dev/copy-of", owner)
                        .endMetadata()
                        .withData(Map.of("endpoints.json", "{}"))
                        .build())
                .create();
    }

    private static @Nullable ConfigMap find(String name) {
        return client.configMaps().inNamespace(SHARED).withName(name).get();
    }
}
