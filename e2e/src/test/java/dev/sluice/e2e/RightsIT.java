package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.e2e.Rights.Grant;
import dev.sluice.e2e.Rights.Right;
import dev.sluice.testing.process.Poll;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
    private static final String CLUSTER = "DatabaseCluster";
    private static final String CHECK = "MigrationCheck";
    private static final String POLICY = "QueryCachePolicy";

    /** So many releases at once: more of them take each other's processor, and their probes fail. */
    private static final ExecutorService LANES = Executors.newFixedThreadPool(4);

    private static final Map<Right, Future<?>> TRIALS = new ConcurrentHashMap<>();

    private static NarrowRelease complete;

    /** A right, and what is seen without it. */
    private record Missing(Right right, Consumer<NarrowRelease> symptom) {

        @Override
        public String toString() {
            String text = right.verb() + " " + right.resource();
            return right.grant().isOptional()
                    ? text + " of " + right.grant().name().toLowerCase(Locale.ROOT)
                    : text;
        }
    }

    static Stream<Missing> missing() {
        return Stream.of(ofCopies(), ofNudges(), ofClusters(), ofChecks(), ofPolicies(), ofTheLease())
                .flatMap(missing -> missing);
    }

    private static Stream<Missing> ofClusters() {
        return Stream.of(
                missing(
                        "databaseclusters",
                        "get",
                        isSilentAndLogs(CLUSTER, "cannot get resource \"databaseclusters\"")),
                missing("databaseclusters", "list", isUnreadyAndLogs("The operator may not list databaseclusters")),
                missing("databaseclusters", "watch", isUnreadyAndLogs("The operator may not watch databaseclusters")),
                missing(
                        "databaseclusters/status",
                        "patch",
                        isSilentAndLogs(CLUSTER, "cannot patch resource \"databaseclusters/status\"")),
                missing("secrets", "get", reports("CredentialsResolved", "SecretForbidden")),
                missing("configmaps", "get", reports("EndpointsPublished", "ConfigMapForbidden")),
                missing("configmaps", "list", isUnreadyAndLogs("The operator may not list configmaps")),
                missing("configmaps", "watch", isUnreadyAndLogs("The operator may not watch configmaps")),
                missing("configmaps", "create", reports("EndpointsPublished", "ConfigMapForbidden")),
                missing("configmaps", "update", RightsIT::cannotPublishAgain),
                missing("endpointslices", "list", reports("ReplicasFound", "EndpointsForbidden")),
                missing("endpointslices", "watch", reports("ReplicasFound", "EndpointsForbidden")),
                missing("events", "create", RightsIT::hasNoEvents));
    }

    private static Stream<Missing> ofChecks() {
        return Stream.of(
                missing("migrationchecks", "get", isSilentAndLogs(CHECK, "cannot get resource \"migrationchecks\"")),
                missing("migrationchecks", "list", isUnreadyAndLogs("The operator may not list migrationchecks")),
                missing("migrationchecks", "watch", isUnreadyAndLogs("The operator may not watch migrationchecks")),
                missing(
                        "migrationchecks/status",
                        "patch",
                        isSilentAndLogs(CHECK, "cannot patch resource \"migrationchecks/status\"")),
                missing("jobs", "get", neverPassesAndLogs("cannot get resource \"jobs\"")),
                missing("jobs", "list", isUnreadyAndLogs("The operator may not list jobs")),
                missing("jobs", "watch", isUnreadyAndLogs("The operator may not watch jobs")),
                missing("jobs", "create", release -> release.awaitCondition(CHECK, "Complete", "False", "Forbidden")),
                missing("jobs", "patch", neverPassesAndLogs("cannot patch resource \"jobs\"")),
                missing("pods", "list", neverPassesAndLogs("cannot list resource \"pods\"")),
                missing(
                        "pods/log",
                        "get",
                        release -> release.awaitCondition(CHECK, "Complete", "False", "LogUnreadable")));
    }

    private static Stream<Missing> ofPolicies() {
        return Stream.of(
                missing(
                        "querycachepolicies",
                        "get",
                        isSilentAndLogs(POLICY, "cannot get resource \"querycachepolicies\"")),
                missing("querycachepolicies", "list", isUnreadyAndLogs("The operator may not list querycachepolicies")),
                missing(
                        "querycachepolicies",
                        "watch",
                        isUnreadyAndLogs("The operator may not watch querycachepolicies")),
                missing(
                        "querycachepolicies/status",
                        "patch",
                        isSilentAndLogs(POLICY, "cannot patch resource \"querycachepolicies/status\"")));
    }

    private static Stream<Missing> ofCopies() {
        return Stream.of(
                missing(Grant.COPIES, "configmaps", "get", reports("CopiesPublished", "ConfigMapForbidden")),
                missing(Grant.COPIES, "configmaps", "create", reports("CopiesPublished", "ConfigMapForbidden")),
                missing(Grant.COPIES, "configmaps", "update", RightsIT::cannotCopyAgain),
                missing(
                        Grant.COPIES,
                        "configmaps",
                        "list",
                        logs("could not be looked through for those that are left over")),
                missing(Grant.COPIES, "configmaps", "delete", RightsIT::leavesTheCopy));
    }

    private static Stream<Missing> ofNudges() {
        return Stream.of(
                missing(Grant.NUDGE, "pods", "list", logs("The consumers of orders in namespace")),
                missing(Grant.NUDGE, "pods", "patch", logs("Pod consumer of namespace")));
    }

    private static Stream<Missing> ofTheLease() {
        return Stream.of(
                missing(Grant.LEADER, "leases", "get", isSilentAndLogs(CLUSTER, "could not be read")),
                missing(Grant.LEADER, "leases", "create", isSilentAndLogs(CLUSTER, "could not be written")),
                missing(Grant.LEADER, "leases", "update", RightsIT::keepsTheLeaseWhenItStops),
                missing(Grant.LEADER, "leases", "patch", RightsIT::losesTheLease));
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
        missing().forEach(missing -> TRIALS.put(missing.right(), LANES.submit(() -> tryWithout(missing))));
    }

    private static void tryWithout(Missing missing) {
        Right right = missing.right();
        String namespace = String.join(
                        "-", "rights", right.grant().name(), right.resource().replace('/', '-'), right.verb())
                .toLowerCase(Locale.ROOT);
        NarrowRelease release = NarrowRelease.install(K3s.cluster(), namespace, List.of(right));
        try {
            missing.symptom().accept(release);
        } finally {
            release.remove();
        }
    }

    @AfterAll
    static void remove() {
        LANES.shutdownNow();
        complete.remove();
        new Release(K3s.cluster()).uninstall();
    }

    @Test
    void nothingIsMissingWithAllRights() {
        complete.awaitCondition(CLUSTER, "Ready", "True", "Usable");
        complete.awaitCondition(CHECK, "Passed", "True", "NoFindings");
        complete.awaitCondition(POLICY, "RedisReachable", "False", "UnknownHost");
        complete.awaitCondition(CLUSTER, "CopiesPublished", "True", "Published");
        Poll.until("both consumers are nudged", PATIENCE, complete::hasNudgedAll);
        Poll.until("an event tells of it", PATIENCE, () -> complete.events().contains("Ready"));
        assertThat(complete.holder()).isPresent();

        complete.stop();

        assertThat(complete.holder()).as("the lease is given back").isEmpty();
    }

    @Test
    void everyRightOfTheChartHasACase() {
        assertThat(complete.rights().all())
                .containsExactlyInAnyOrderElementsOf(
                        missing().map(Missing::right).toList());
    }

    @ParameterizedTest
    @MethodSource("missing")
    void withoutIt(Missing missing) {
        Future<?> trial = Objects.requireNonNull(TRIALS.get(missing.right()));
        assertThatCode(() -> trial.get(30, TimeUnit.MINUTES)).doesNotThrowAnyException();
    }

    private static Missing missing(String resource, String verb, Consumer<NarrowRelease> symptom) {
        return missing(Grant.OPERATOR, resource, verb, symptom);
    }

    private static Missing missing(Grant grant, String resource, String verb, Consumer<NarrowRelease> symptom) {
        return new Missing(new Right(grant, resource, verb), symptom);
    }

    private static Consumer<NarrowRelease> reports(String condition, String reason) {
        return release -> release.awaitCondition(CLUSTER, condition, "False", reason);
    }

    private static Consumer<NarrowRelease> isUnreadyAndLogs(String words) {
        return release -> {
            release.awaitLog(words);
            assertThat(release.staysUnready()).isTrue();
        };
    }

    private static Consumer<NarrowRelease> logs(String words) {
        return release -> release.awaitLog(words);
    }

    private static Consumer<NarrowRelease> isSilentAndLogs(String kind, String words) {
        return release -> {
            release.awaitLog(words);
            assertThat(release.hasStatus(kind)).isFalse();
        };
    }

    private static Consumer<NarrowRelease> neverPassesAndLogs(String words) {
        return release -> {
            release.awaitLog(words);
            assertThat(release.isTrue(CHECK, "Complete")).isFalse();
        };
    }

    private static void cannotPublishAgain(NarrowRelease release) {
        release.awaitPublished();
        release.declare(7);
        release.awaitCondition(CLUSTER, "EndpointsPublished", "False", "ConfigMapForbidden");
    }

    private static void cannotCopyAgain(NarrowRelease release) {
        release.awaitCopied();
        release.declare(7);
        release.awaitCondition(CLUSTER, "CopiesPublished", "False", "ConfigMapForbidden");
    }

    private static void leavesTheCopy(NarrowRelease release) {
        release.awaitCopied();
        release.withdrawCopies();
        release.awaitLog("which nobody asks for any more, could not be deleted");
    }

    private static void hasNoEvents(NarrowRelease release) {
        release.awaitCondition(CLUSTER, "Ready", "True", "Usable");
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
