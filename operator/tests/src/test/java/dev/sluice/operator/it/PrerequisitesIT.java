package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.network.Ports;
import dev.sluice.testing.operator.OperatorProcess;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator cannot work without is said in a sentence, not in a stack trace alone. */
class PrerequisitesIT {

    @Test
    void whatIsMissingIsTheLastWordUntilItIsThere(@TempDir Path folder) throws IOException {
        Path lastWords = Files.createFile(folder.resolve("termination-log"));
        Platform platform = Platform.bare("last-words");
        try (OperatorProcess operator =
                platform.unready("last-words", Map.of("SLUICE_TERMINATION_MESSAGE_PATH", lastWords.toString()))) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(lastWords)
                            .content()
                            .contains("The operator may not list databaseclusters in all namespaces: grant")
                            .contains("The operator may not list querycachepolicies in all namespaces: grant"));

            platform.installCrds();
            platform.grant();

            await().atMost(Duration.ofMinutes(4))
                    .untilAsserted(
                            () -> assertThat(operator.status("/q/health/ready")).isEqualTo(200));
            assertThat(lastWords).isEmptyFile();
        } finally {
            platform.api().close();
        }
    }

    @Test
    void missingRightsAndMissingCrdsAreSaid() {
        Platform platform = Platform.bare("bare");
        try {
            try (OperatorProcess operator = platform.unready("without-rights", Map.of())) {
                eventuallySays(operator, "The operator may not list databaseclusters in all namespaces: grant");
            }
            platform.grant();
            try (OperatorProcess operator = platform.unready("without-crds", Map.of())) {
                eventuallySays(operator, "The CRD databaseclusters.sluice.dev is not installed");
                assertThat(operator.status("/q/health/ready")).isNotEqualTo(200);
            }
            platform.installCrds();
            try (OperatorProcess operator = platform.unready("with-both", Map.of())) {
                operator.awaitReady();
            }
        } finally {
            platform.api().close();
        }
    }

    @Test
    void rightsThatAreNeededLaterAreSaidFromTheStartUntilTheyAreThere() {
        Platform platform = Platform.create("partial-rights");
        try {
            ClusterRole granted = take(
                    platform, Map.of("databaseclusters/status", "patch", "configmaps", "update", "pods/log", "get"));
            try (OperatorProcess operator = platform.unready("partial-rights", Map.of())) {
                eventuallySays(operator, "The operator may not patch databaseclusters/status in all namespaces: grant");
                eventuallySays(operator, "The operator may not update configmaps in all namespaces: grant");
                eventuallySays(operator, "The operator may not get pods/log in all namespaces: grant");
                await().during(Duration.ofSeconds(3))
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() ->
                                assertThat(operator.status("/q/health/ready")).isEqualTo(503));

                give(platform, granted);

                eventuallyReady(operator);
                assertThat(log(operator))
                        .contains("This is no longer so: The operator may not update configmaps")
                        .doesNotContain("The operator may not get secrets");
            }
        } finally {
            platform.api().close();
        }
    }

    @Test
    void withoutTheLeasesRightsNobodyIsReadyAndItIsSaidWhy() {
        Platform platform = Platform.create("no-lease");
        try {
            RoleBinding binding = platform.client()
                    .rbac()
                    .roleBindings()
                    .inNamespace("default")
                    .withName("sluice-operator")
                    .get();
            platform.client().resource(binding).delete();
            try (OperatorProcess operator = platform.unready("no-lease", Map.of())) {
                eventuallySays(
                        operator,
                        "The operator may not get, patch leases in namespace default, so it cannot lead or hand over"
                                + " as it should: grant its service account what the chart's Role for the lease"
                                + " sluice-operator holds.");
                eventuallySays(operator, "The operator may not create leases in namespace default");
                assertThat(operator.status("/q/health/ready")).isEqualTo(503);

                binding.getMetadata().setResourceVersion(null);
                platform.client().resource(binding).create();

                eventuallyReady(operator);
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() ->
                                assertThat(platform.holder("sluice-operator")).isNotEmpty());
            }
        } finally {
            platform.api().close();
        }
    }

    @Test
    void rightsAreAskedForOneByOneWhereTheyCannotBeListed() {
        Platform platform = Platform.create("unlisted-rights");
        try {
            platform.client()
                    .rbac()
                    .clusterRoles()
                    .withName("system:basic-user")
                    .edit(role -> {
                        role.getRules().forEach(rule -> rule.getResources().remove("selfsubjectrulesreviews"));
                        return role;
                    });
            ClusterRole granted = take(platform, Map.of("databaseclusters/status", "patch"));
            try (OperatorProcess operator = platform.unready("unlisted-rights", Map.of())) {
                eventuallySays(operator, "The operator may not patch databaseclusters/status in all namespaces: grant");

                // What is granted by name cannot be asked for without a list.
                granted.getRules().stream()
                        .filter(rule -> rule.getResources().contains("secrets"))
                        .forEach(rule -> rule.setResourceNames(List.of("monitor")));
                give(platform, granted);

                eventuallyReady(operator);
                assertThat(log(operator).lines().filter(line -> line.contains("The operator may not ")))
                        .as("said once, and once that it is no longer so")
                        .hasSize(2);
            }
        } finally {
            platform.api().close();
        }
    }

    /** Takes from the role these verbs on these resources; returns the role as it was. */
    private static ClusterRole take(Platform platform, Map<String, String> verbs) {
        var role = platform.client().rbac().clusterRoles().withName("sluice-operator");
        ClusterRole granted = role.get();
        role.edit(less -> {
            less.getRules()
                    .forEach(rule -> rule.getResources()
                            .forEach(resource -> rule.getVerbs().remove(verbs.getOrDefault(resource, ""))));
            less.getRules().removeIf(rule -> rule.getVerbs().isEmpty());
            return less;
        });
        return granted;
    }

    private static void give(Platform platform, ClusterRole granted) {
        granted.getMetadata().setResourceVersion(null);
        platform.client().resource(granted).update();
    }

    @Test
    void crdOfAnOlderVersionIsSaidUntilItIsUpgraded() {
        Platform platform = Platform.create("older-crd");
        try (OperatorProcess operator = platform.operator("older-crd", Map.of())) {
            Tenant tenant = Tenant.of(platform, "nobody", "nothing");
            JSONSchemaProps members = changeStatus(platform, status -> status.remove("members"));
            tenant.apply(ClusterYaml.named("db").primary("p", "127.0.0.1", Ports.reserve()));
            eventuallySays(operator, "The CRD of DatabaseCluster is older than this operator");

            changeStatus(platform, status -> status.put("members", members));

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(tenant.member("db", "p")).isNotNull());
        } finally {
            platform.api().close();
        }
    }

    @Test
    void fieldsThatAnOlderCrdDoesNotHaveAreSaidUntilItIsUpgraded() {
        Platform platform = Platform.create("dropping-crd");
        try {
            JSONSchemaProps timeline = changeStatus(platform, status -> status.remove("acceptedTimeline"));
            await().untilAsserted(() -> assertThat(platform.client().raw("/openapi/v3/apis/sluice.dev/v1alpha1"))
                    .contains("DatabaseCluster")
                    .doesNotContain("acceptedTimeline"));
            try (OperatorProcess operator = platform.unready("dropping-crd", Map.of())) {
                eventuallySays(
                        operator,
                        "The CRD databaseclusters.sluice.dev is older than this operator: it lacks status.acceptedTimeline.");
                assertThat(operator.status("/q/health/ready")).isEqualTo(503);

                changeStatus(platform, status -> status.put("acceptedTimeline", timeline));

                await().atMost(Duration.ofSeconds(90))
                        .untilAsserted(() ->
                                assertThat(operator.status("/q/health/ready")).isEqualTo(200));
            }
        } finally {
            platform.api().close();
        }
    }

    /** Changes what the CRD says of the status; returns what the change does. */
    private static @Nullable JSONSchemaProps changeStatus(
            Platform platform, Function<Map<String, JSONSchemaProps>, @Nullable JSONSchemaProps> change) {
        var result = new AtomicReference<@Nullable JSONSchemaProps>();
        platform.api()
                .client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("databaseclusters.sluice.dev")
                .edit(crd -> {
                    result.set(change.apply(crd.getSpec()
                            .getVersions()
                            .get(0)
                            .getSchema()
                            .getOpenAPIV3Schema()
                            .getProperties()
                            .get("status")
                            .getProperties()));
                    return crd;
                });
        return result.get();
    }

    private static void eventuallyReady(OperatorProcess operator) {
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(
                        () -> assertThat(operator.status("/q/health/ready")).isEqualTo(200));
    }

    private static String log(OperatorProcess operator) {
        try {
            return Files.readString(operator.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void eventuallySays(OperatorProcess operator, String sentence) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(log(operator)).contains(sentence));
    }
}
