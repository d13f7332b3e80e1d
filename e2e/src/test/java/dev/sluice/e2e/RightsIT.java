package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.e2e.NarrowRelease.Right;
import dev.sluice.testing.process.Poll;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The chart grants no right that nothing needs. Each one is taken from a release of its own, and something that this test
 * names is then missing, and is said. A right that is added to the chart needs a line in {@link #missing()}.
 */
class RightsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Map<Right, NarrowRelease> RELEASES = new ConcurrentHashMap<>();

    private static NarrowRelease complete;

    /** A right, and what is seen without it. */
    private record Missing(Right right, Consumer<NarrowRelease> symptom) {

        @Override
        public String toString() {
            return right.verb() + " " + right.resource();
        }
    }

    static Stream<Missing> missing() {
        return Stream.of(
                missing("databaseclusters", "get", isSilentAndLogs("cannot get resource \"databaseclusters\"")),
                missing("databaseclusters", "list", isUnreadyAndLogs("The operator may not list databaseclusters")),
                missing("databaseclusters", "watch", isUnreadyAndLogs("The operator may not watch databaseclusters")),
                missing(
                        "databaseclusters/status",
                        "patch",
                        isSilentAndLogs("cannot patch resource \"databaseclusters/status\"")),
                missing("secrets", "get", reports("CredentialsResolved", "SecretForbidden")),
                missing("configmaps", "get", reports("EndpointsPublished", "ConfigMapForbidden")),
                missing("configmaps", "list", isUnreadyAndLogs("The operator may not list configmaps")),
                missing("configmaps", "watch", isUnreadyAndLogs("The operator may not watch configmaps")),
                missing("configmaps", "create", reports("EndpointsPublished", "ConfigMapForbidden")),
                missing("configmaps", "update", RightsIT::cannotPublishAgain),
                missing("endpointslices", "list", reports("ReplicasFound", "EndpointsForbidden")),
                missing("endpointslices", "watch", reports("ReplicasFound", "EndpointsForbidden")),
                missing("events", "create", RightsIT::hasNoEvents),
                missing("leases", "get", isSilentAndLogs("could not be read")),
                missing("leases", "create", isSilentAndLogs("could not be written")),
                missing("leases", "update", RightsIT::keepsTheLeaseWhenItStops),
                missing("leases", "patch", RightsIT::losesTheLease));
    }

    @BeforeAll
    static void install() {
        K3s cluster = K3s.cluster();
        new Databases(cluster).ensure();
        // For the CRDs; its own replicas would serve all namespaces.
        Release shared = new Release(cluster);
        shared.uninstall();
        cluster.restrictedNamespace(Release.NAMESPACE);
        shared.attempt(Repository.CHART, "--set", "replicas=0").succeeded();
        complete = NarrowRelease.install(cluster, "rights-complete", List.of());
        missing().parallel().map(Missing::right).forEach(right -> {
            String namespace = "rights-" + (right.resource() + "-" + right.verb()).replace('/', '-');
            RELEASES.put(right, NarrowRelease.install(cluster, namespace, List.of(right)));
        });
    }

    @AfterAll
    static void remove() {
        RELEASES.values().forEach(NarrowRelease::remove);
        complete.remove();
        new Release(K3s.cluster()).uninstall();
    }

    @Test
    void nothingIsMissingWithAllRights() {
        complete.awaitCondition("Ready", "True", "Usable");
        Poll.until("an event tells of it", PATIENCE, () -> complete.events().contains("Ready"));
        assertThat(complete.holder()).isPresent();

        complete.stop();

        assertThat(complete.holder()).as("the lease is given back").isEmpty();
    }

    @Test
    void everyRightOfTheChartHasACase() {
        assertThat(complete.rights())
                .containsExactlyInAnyOrderElementsOf(
                        missing().map(Missing::right).toList());
    }

    @ParameterizedTest
    @MethodSource("missing")
    void withoutIt(Missing missing) {
        missing.symptom().accept(RELEASES.get(missing.right()));
    }

    private static Missing missing(String resource, String verb, Consumer<NarrowRelease> symptom) {
        return new Missing(new Right(resource, verb), symptom);
    }

    private static Consumer<NarrowRelease> reports(String condition, String reason) {
        return release -> release.awaitCondition(condition, "False", reason);
    }

    private static Consumer<NarrowRelease> isUnreadyAndLogs(String words) {
        return release -> {
            release.awaitLog(words);
            assertThat(release.isReady()).isFalse();
        };
    }

    private static Consumer<NarrowRelease> isSilentAndLogs(String words) {
        return release -> {
            release.awaitLog(words);
            assertThat(release.hasStatus()).isFalse();
        };
    }

    private static void cannotPublishAgain(NarrowRelease release) {
        release.awaitPublished();
        release.declare(7);
        release.awaitCondition("EndpointsPublished", "False", "ConfigMapForbidden");
    }

    private static void hasNoEvents(NarrowRelease release) {
        release.awaitCondition("Ready", "True", "Usable");
        release.awaitLog("cannot create resource \"events\"");
        assertThat(release.events()).isEmpty();
    }

    private static void keepsTheLeaseWhenItStops(NarrowRelease release) {
        Poll.until("it leads", PATIENCE, () -> release.holder().isPresent());

        release.stop();

        assertThat(release.holder()).isPresent();
    }

    private static void losesTheLease(NarrowRelease release) {
        release.awaitLog("could not renew the lease and leads no longer");
    }
}
