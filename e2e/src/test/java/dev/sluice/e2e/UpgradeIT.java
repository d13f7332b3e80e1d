package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** From the first version of the chart to the present one, with a resource in place. */
@Isolated
class UpgradeIT {

    private static final String CRD = "databaseclusters.sluice.dev";
    // The first image is not kept, so the present one runs under the first chart, which gives no rights on them.
    private static final String[] KINDS_THAT_IT_DID_NOT_KNOW = {
        "--set-json",
        "extraEnv=[{\"name\": \"SLUICE_MIGRATION_CHECKS_ENABLED\", \"value\": \"false\"},"
                + " {\"name\": \"SLUICE_QUERY_CACHE_POLICIES_ENABLED\", \"value\": \"false\"}]"
    };
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final K3s cluster = K3s.cluster();
    private final Release release = new Release(cluster);
    private final Shop shop = new Shop(cluster);

    /** With nothing in the cluster that a later version has left. */
    @BeforeEach
    void startAnew() {
        new Databases(cluster).ensure();
        release.uninstall();
        if (release.hasCrds()) {
            shop.remove();
        }
        cluster.kubectl()
                .run(
                        "delete",
                        "crd",
                        CRD,
                        "migrationchecks.sluice.dev",
                        "querycachepolicies.sluice.dev",
                        "--ignore-not-found",
                        "--timeout=60s");
    }

    @Test
    void resourcesStayReadyAndPublishedAndTheCrdIsUpgraded() {
        cluster.restrictedNamespace(Release.NAMESPACE);
        release.attempt(Repository.FIRST_CHART, firstValues()).succeeded();
        // The operator of today under a CRD of then: it is unready, says why, and works.
        Poll.until("one leads", PATIENCE, () -> release.leader().isPresent());
        Poll.until(
                "what the CRD lacks is in the log",
                PATIENCE,
                () -> log().contains("The CRD databaseclusters.sluice.dev is older than this operator: it lacks "));
        shop.ensure();
        Poll.until(
                "the kubelet has seen it",
                PATIENCE,
                () -> release.pods().stream().noneMatch(Readiness::isPodReady));
        long revision = shop.revision();
        String uid = shop.uid();
        JSONSchemaProps first = schema();
        List<String> before = podNames();

        // As docs/install.md advises; the variables of the first chart are values of their own now.
        release.install("--reset-then-reuse-values", "--set-json", "extraEnv=[]");

        assertThat(podNames()).doesNotContainAnyElementsOf(before);
        assertThat(release.pods())
                .as("a value of the user's own is kept")
                .allSatisfy(pod ->
                        assertThat(pod.getMetadata().getAnnotations()).containsEntry("example.com/team", "orders"));
        assertThat(schema()).isNotEqualTo(first);
        assertThat(cluster.kubectl().run("get", "crds", "--output=name"))
                .contains("migrationchecks.sluice.dev")
                .contains("querycachepolicies.sluice.dev");
        shop.ensure();
        assertThat(shop.uid()).isEqualTo(uid);
        assertThat(shop.revision()).as("an upgrade changes no routing").isEqualTo(revision);
        shop.declare(7);
        Poll.until("a change is published", PATIENCE, () -> shop.revision() == revision + 1);
    }

    private String log() {
        return cluster.kubectl()
                .attempt(
                        "logs",
                        "--namespace",
                        Release.NAMESPACE,
                        "--selector=app.kubernetes.io/instance=sluice",
                        "--tail=-1")
                .output();
    }

    private static String[] firstValues() {
        return Stream.concat(
                        Stream.of(KINDS_THAT_IT_DID_NOT_KNOW),
                        Stream.of("--set-json", "podAnnotations={\"example.com/team\": \"orders\"}"))
                .toArray(String[]::new);
    }

    private JSONSchemaProps schema() {
        return cluster.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(CRD)
                .get()
                .getSpec()
                .getVersions()
                .get(0)
                .getSchema()
                .getOpenAPIV3Schema();
    }

    private List<String> podNames() {
        return release.pods().stream()
                .map(Pod::getMetadata)
                .map(metadata -> metadata.getName())
                .toList();
    }
}
