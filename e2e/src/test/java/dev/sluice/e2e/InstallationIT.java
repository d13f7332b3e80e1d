package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.process.Poll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;

/** The life of a release, from {@code helm install} to {@code helm uninstall}; each step goes on from the one before. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Isolated
class InstallationIT {

    private static final String ACCOUNT = "system:serviceaccount:" + Release.NAMESPACE + ":sluice-operator";
    private static final Path RIGHTS = Path.of("src/test/resources/rights.txt");
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String OWNED = "deployments,services,serviceaccounts,configmaps,secrets,roles,rolebindings,"
            + "poddisruptionbudgets,networkpolicies,clusterroles,clusterrolebindings";

    private final K3s cluster = K3s.cluster();
    private final Release release = new Release(cluster);

    @AfterAll
    static void removeTheKindsOfPrometheusOperator() {
        K3s.cluster()
                .kubectl()
                .run("delete", "--filename", Repository.PROMETHEUS_OPERATOR.toString(), "--ignore-not-found");
    }

    @Test
    @Order(1)
    void oneInstallGivesAReadyDatabaseCluster() {
        new Databases(cluster).ensure();
        Shop shop = new Shop(cluster);
        release.uninstall();
        if (release.hasCrds()) {
            shop.remove();
        }
        Instant begin = Instant.now();

        release.install();
        Figures.seconds("helm install until both pods are ready and one leads", Duration.between(begin, Instant.now()));
        shop.ensure();

        Figures.seconds("helm install to the first Ready resource", Duration.between(begin, Instant.now()));
        assertThat(shop.published().orElseThrow().at("/primary/host").asText()).isEqualTo(Databases.host(0));
    }

    @Test
    @Order(2)
    void podsAreRestrictedAndTheRootFileSystemIsReadOnly() {
        assertThat(release.pods()).hasSize(2).allSatisfy(pod -> {
            var container = pod.getSpec().getContainers().get(0).getSecurityContext();
            assertThat(container.getReadOnlyRootFilesystem()).isTrue();
            assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getStatus().getContainerStatuses().get(0).getRestartCount())
                    .isZero();
        });
    }

    @Test
    @Order(3)
    void helmTestPasses() {
        String output = cluster.helm().run("test", Release.NAME, "--namespace", Release.NAMESPACE, "--logs");

        assertThat(output)
                .contains("The operator has answered DatabaseCluster")
                .contains("Succeeded")
                .doesNotContain("ERROR");
    }

    @Test
    @Order(4)
    void serviceAccountMayDoThisAndNothingElse() throws IOException {
        String rights = rights("orders-of-nobody") + rights(Release.NAMESPACE);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(RIGHTS, rights);
        }

        assertThat(rights)
                .as("rights differ from %s (-Dgolden.update=true rewrites it)", RIGHTS)
                .isEqualTo(Files.readString(RIGHTS));
    }

    @Test
    @Order(5)
    void withoutPrometheusOperatorThereIsNoMonitorAndWithItsKindsThereAre() {
        assertThat(owned(OWNED))
                .contains("configmap/sluice-operator-rules")
                .contains("deployment.apps/sluice-operator");
        servePrometheusOperator();
        long revision = new Shop(cluster).revision();

        release.install();

        assertThat(owned("podmonitors,prometheusrules"))
                .contains("podmonitor.monitoring.coreos.com/sluice-operator")
                .contains("prometheusrule.monitoring.coreos.com/sluice-operator");
        assertThat(new Shop(cluster).revision())
                .as("an upgrade changes no routing")
                .isEqualTo(revision);
    }

    @Test
    @Order(6)
    void prometheusOperatorThatIsRemovedAfterTheInstallIsSaidAndTheDocumentedWayOutWorks() {
        Shop shop = new Shop(cluster);
        long revision = shop.revision();
        removePrometheusOperator();

        assertThat(release.attempt(Repository.CHART).failed()).contains("no matches for kind \"PodMonitor\"");
        shop.declare(7);
        Poll.until("the operator publishes all the same", PATIENCE, () -> shop.revision() == revision + 1);

        servePrometheusOperator();
        release.install("--set", "monitoring.monitor.enabled=false", "--set", "monitoring.rules.enabled=false");
        removePrometheusOperator();
        release.install();
        assertThat(owned(OWNED)).contains("configmap/sluice-operator-rules");
        shop.ensure();
    }

    @Test
    @Order(7)
    void upgradeRollsThePodsAndLeavesResourcesReady() {
        Shop shop = new Shop(cluster);
        long revision = shop.revision();
        String before = release.pods().get(0).getMetadata().getName();
        Instant begin = Instant.now();

        release.install("--set", "podAnnotations.rollout=again");

        Figures.seconds("helm upgrade until both pods are new and ready", Duration.between(begin, Instant.now()));
        assertThat(release.pods()).noneMatch(pod -> pod.getMetadata().getName().equals(before));
        shop.ensure();
        assertThat(shop.revision()).isEqualTo(revision);
    }

    @Test
    @Order(8)
    void uninstallLeavesCrdsResourcesAndPublishedEndpointsAndNothingElse() {
        release.uninstall();

        assertThat(owned(OWNED)).isEmpty();
        assertThat(cluster.kubectl().run("get", "crd", "databaseclusters.sluice.dev", "--output=name"))
                .isNotBlank();
        assertThat(cluster.kubectl().run("get", "databasecluster/orders", "--namespace=shop", "--output=name"))
                .isNotBlank();
        assertThat(new Shop(cluster).published()).isPresent();
        assertThat(cluster.kubectl()
                        .run("get", "all,leases,configmaps,secrets", "--namespace", Release.NAMESPACE, "--output=name"))
                .isEqualToIgnoringNewLines("lease.coordination.k8s.io/sluice-operator\nconfigmap/kube-root-ca.crt\n");
    }

    private void servePrometheusOperator() {
        String file = Repository.PROMETHEUS_OPERATOR.toString();
        cluster.kubectl().run("apply", "--filename", file);
        cluster.kubectl().run("wait", "--for=condition=Established", "--timeout=60s", "--filename", file);
    }

    private void removePrometheusOperator() {
        cluster.kubectl().run("delete", "--filename", Repository.PROMETHEUS_OPERATOR.toString(), "--timeout=60s");
    }

    private String owned(String kinds) {
        return cluster.kubectl()
                .run(
                        "get",
                        kinds,
                        "--all-namespaces",
                        "--output=name",
                        "--selector=app.kubernetes.io/instance=" + Release.NAME)
                .strip();
    }

    /** Resources and paths of the API server with their verbs; without the questions that everybody may ask about himself. */
    private String rights(String namespace) {
        StringBuilder rights = new StringBuilder("# " + namespace + "\n");
        cluster.programs()
                .rights(ACCOUNT, namespace)
                .map(line -> line.replaceAll("\\s+", " ").strip())
                .distinct()
                .sorted()
                .forEach(line -> rights.append(line).append('\n'));
        return rights.toString();
    }
}
