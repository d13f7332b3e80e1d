package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What is wrong is said where a person looks, and what worked before works on. What each missing right breaks is in {@link RightsIT}. */
@Isolated
class BadInputIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final K3s cluster = K3s.cluster();
    private final Release release = new Release(cluster);
    private final Shop shop = new Shop(cluster);

    @BeforeEach
    void start() {
        new Databases(cluster).ensure();
        release.install();
        shop.ensure();
    }

    @AfterEach
    void repair() {
        release.install();
    }

    @Test
    void imageThatCannotBePulledIsSaidByItsPodAndTheOthersWorkOn() {
        long revision = shop.revision();

        String notes = release.attempt(Repository.CHART, "--set", "image.tag=of-no-release")
                .succeeded();

        assertThat(notes)
                .contains("If a pod does not become ready, these say why (an image that can't be pulled")
                .contains("describe pods --selector app.kubernetes.io/")
                .contains("logs --selector app.kubernetes.io/");
        Poll.until(
                "the new pod waits for its image",
                PATIENCE,
                () -> release.pods().stream()
                        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                        .anyMatch(BadInputIT::waitsForItsImage));
        assertThat(describedPods()).contains("sluice-operator:of-no-release").contains("ErrImageNeverPull");
        assertThat(release.pods().stream().filter(Readiness::isPodReady)).hasSize(2);
        assertThat(release.leader()).isPresent();
        shop.declare(7);
        Poll.until("the others publish", PATIENCE, () -> shop.revision() == revision + 1);
    }

    @Test
    void namespaceThatDoesNotExistIsNamedAndTheReleaseBeforeWorksOn() {
        long revision = shop.revision();

        // Without the option Helm forgets what it has created before it failed, and leaves it.
        String output = release.attempt(
                        Repository.CHART, "--set", "watchNamespaces={shop,nowhere}", "--cleanup-on-fail")
                .failed();

        assertThat(output).contains("namespaces \"nowhere\" not found");
        assertThat(cluster.kubectl()
                        .run(
                                "get",
                                "roles",
                                "--namespace=shop",
                                "--selector=app.kubernetes.io/instance=sluice",
                                "--output=name"))
                .isEmpty();
        shop.declare(7);
        Poll.until("what was installed publishes", PATIENCE, () -> shop.revision() == revision + 1);
    }

    @Test
    void missingRightsKeepAPodUnreadyAndItsLogSaysThem() {
        String namespace = "without-rights";
        Release without = new Release(cluster, namespace);
        cluster.restrictedNamespace(namespace);

        without.attempt(
                        Repository.CHART,
                        "--set",
                        "rbac.create=false,crds.install=false,replicas=1",
                        "--set",
                        "watchNamespaces={" + namespace + "}")
                .succeeded();

        Poll.until(
                "the log says why the pod is not ready",
                PATIENCE,
                () -> log(namespace).contains("The operator may not list databaseclusters in namespace " + namespace));
        Poll.until(
                "the kubelet has asked whether it is ready",
                PATIENCE,
                () -> describedPods(namespace).contains("Readiness probe failed"));
        assertThat(without.pods()).hasSize(1).noneMatch(Readiness::isPodReady);
        cluster.kubectl().run("delete", "namespace", namespace, "--wait=false");
    }

    private String log(String namespace) {
        return cluster.kubectl()
                .attempt("logs", "--namespace", namespace, "--selector=app.kubernetes.io/instance=sluice")
                .output();
    }

    private String describedPods() {
        return describedPods(Release.NAMESPACE);
    }

    private String describedPods(String namespace) {
        return cluster.kubectl()
                .run("describe", "pods", "--namespace", namespace, "--selector=app.kubernetes.io/instance=sluice");
    }

    private static boolean waitsForItsImage(ContainerStatus container) {
        return container.getState().getWaiting() != null
                && "ErrImageNeverPull".equals(container.getState().getWaiting().getReason());
    }
}
