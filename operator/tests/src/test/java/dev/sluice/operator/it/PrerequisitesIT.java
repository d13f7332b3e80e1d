package dev.sluice.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.testing.network.Ports;
import dev.sluice.testing.operator.OperatorProcess;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private static void eventuallySays(OperatorProcess operator, String sentence) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(Files.readString(operator.log())).contains(sentence));
    }
}
