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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The chart grants no right that nothing needs. Each one is taken from a release, and something that this test names is then
 * missing, and is said; of what is granted without being asked for, in its readiness too. What the operator needs to start or to lead is taken from a release of its own; of the rest, rights
 * that different functions need are taken from one release together. A right that is added to the chart needs a line here.
 */
@Isolated
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RightsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String CLUSTER = "DatabaseCluster";
    private static final String CHECK = "MigrationCheck";
    private static final String POLICY = "QueryCachePolicy";

    /** So many releases at once: more of them take each other's processor, and their probes fail. */
    @SuppressWarnings("NullAway.Init") // install() makes it
    private static ExecutorService lanes;

    private static final Map<Right, CompletableFuture<Void>> TRIALS = new ConcurrentHashMap<>();

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
        return trials().stream().flatMap(List::stream);
    }

    /** What is taken from one release each. */
    private static List<List<Missing>> trials() {
        return Stream.of(
                        List.of(ofCopies(), ofNudges()),
                        List.of(ofClusters(), ofChecks(), ofPolicies()),
                        List.of(ofTheStart()),
                        List.of(ofTheLease()))
                .flatMap(RightsIT::together)
                .toList();
    }

    /** The first of each list, the second of each, and so on: none hides what is seen without the other. */
    private static Stream<List<Missing>> together(List<List<Missing>> functions) {
        int longest = functions.stream().mapToInt(List::size).max().orElseThrow();
        return IntStream.range(0, longest)
                .mapToObj(i -> functions.stream()
                        .filter(function -> i < function.size())
                        .map(function -> function.get(i))
                        .toList());
    }

    // Where a report cannot be stored, its Job is left alone: so that right is behind those that checks need.
    private static List<Missing> ofClusters() {
        return List.of(
                missing(
                        "databaseclusters",
                        "get",
                        isSilentAndLogs(CLUSTER, "cannot get resource \"databaseclusters\"")),
                missing(
                        "databaseclusters/status",
                        "patch",
                        isSilentAndLogs(CLUSTER, "cannot patch resource \"databaseclusters/status\"")),
                missing("secrets", "get", reports("CredentialsResolved", "SecretForbidden")),
                missing("configmaps", "get", reports("EndpointsPublished", "ConfigMapForbidden")),
                missing("endpointslices", "list", reports("ReplicasFound", "EndpointsForbidden")),
                missing("configmaps", "update", RightsIT::cannotPublishAgain),
                missing("endpointslices", "watch", reports("ReplicasFound", "EndpointsForbidden")),
                missing("configmaps", "create", reports("EndpointsPublished", "ConfigMapForbidden")),
                missing("events", "create", RightsIT::hasNoEvents));
    }

    private static List<Missing> ofChecks() {
        return List.of(
                missing("migrationchecks", "get", isSilentAndLogs(CHECK, "cannot get resource \"migrationchecks\"")),
                missing(
                        "migrationchecks/status",
                        "patch",
                        isSilentAndLogs(CHECK, "cannot patch resource \"migrationchecks/status\"")),
                missing("jobs", "get", neverPassesAndLogs("cannot get resource \"jobs\"")),
                missing("jobs", "create", release -> release.awaitCondition(CHECK, "Complete", "False", "Forbidden")),
                missing("jobs", "patch", neverPassesAndLogs("cannot patch resource \"jobs\"")),
                missing("pods", "list", neverPassesAndLogs("cannot list resource \"pods\"")),
                missing(
                        "pods/log",
                        "get",
                        release -> release.awaitCondition(CHECK, "Complete", "False", "LogUnreadable")));
    }

    private static List<Missing> ofPolicies() {
        return List.of(
                missing(
                        "querycachepolicies",
                        "get",
                        isSilentAndLogs(POLICY, "cannot get resource \"querycachepolicies\"")),
                missing(
                        "querycachepolicies/status",
                        "patch",
                        isSilentAndLogs(POLICY, "cannot patch resource \"querycachepolicies/status\"")));
    }

    // The first two leave the copies there, of which the consumers are to be told.
    private static List<Missing> ofCopies() {
        return List.of(
                missing(
                        Grant.COPIES,
                        "configmaps",
                        "list",
                        logs("could not be looked through for those that are left over")),
                missing(Grant.COPIES, "configmaps", "update", RightsIT::cannotCopyAgain),
                missing(Grant.COPIES, "configmaps", "get", reports("CopiesPublished", "ConfigMapForbidden")),
                missing(Grant.COPIES, "configmaps", "create", reports("CopiesPublished", "ConfigMapForbidden")),
                missing(Grant.COPIES, "configmaps", "delete", RightsIT::leavesTheCopy));
    }

    private static List<Missing> ofNudges() {
        return List.of(
                missing(Grant.NUDGE, "pods", "list", logs("The consumers of orders in namespace")),
                missing(Grant.NUDGE, "pods", "patch", logs("Pod consumer of namespace")));
    }

    private static List<Missing> ofTheStart() {
        return Stream.of("databaseclusters", "migrationchecks", "querycachepolicies", "configmaps", "jobs")
                .flatMap(resource -> Stream.of("list", "watch").map(verb -> missing(Grant.OPERATOR, resource, verb)))
                .toList();
    }

    private static List<Missing> ofTheLease() {
        return List.of(
                missing(Grant.LEADER, "leases", "get", isSilentAndLogs(CLUSTER, "could not be read")),
                missing(Grant.LEADER, "leases", "create", isSilentAndLogs(CLUSTER, "could not be written")),
                missing(Grant.LEADER, "leases", "patch", RightsIT::losesTheLease));
    }

    @BeforeAll
    static void install() {
        lanes = Executors.newFixedThreadPool(4);
        K3s cluster = K3s.cluster();
        new Databases(cluster).ensure();
        // For the CRDs; its own replicas would serve all namespaces.
        Release shared = new Release(cluster);
        shared.uninstall();
        cluster.restrictedNamespace(Release.NAMESPACE);
        shared.attempt(Repository.CHART, "--set", "replicas=0").succeeded();
        complete = NarrowRelease.install(cluster, "rights-complete", List.of());
        trials().forEach(RightsIT::tryWithout);
    }

    private static void tryWithout(List<Missing> trial) {
        Right first = trial.get(0).right();
        String namespace = String.join(
                        "-", "rights", first.grant().name(), first.resource().replace('/', '-'), first.verb())
                .toLowerCase(Locale.ROOT);
        List<Right> taken = trial.stream().map(Missing::right).toList();
        CompletableFuture<NarrowRelease> release =
                CompletableFuture.supplyAsync(() -> NarrowRelease.install(K3s.cluster(), namespace, taken), lanes);
        trial.forEach(missing -> TRIALS.put(missing.right(), release.thenAccept(missing.symptom())));
        // Whether or not something failed, which is in the outcomes.
        CompletableFuture<Boolean> seen =
                CompletableFuture.allOf(outcomes(taken)).handle((done, error) -> true);
        var unused = release.thenAcceptBoth(seen, (narrow, all) -> narrow.remove());
    }

    private static CompletableFuture<?>[] outcomes(List<Right> taken) {
        return taken.stream().map(TRIALS::get).toArray(CompletableFuture<?>[]::new);
    }

    @AfterAll
    static void remove() {
        lanes.shutdownNow();
        complete.remove();
        new Release(K3s.cluster()).uninstall();
    }

    // When the machine is at rest: an operator that cannot reach the API server in time leaves its lease to expire.
    @Test
    @Order(Integer.MAX_VALUE)
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
        assertThatCode(() -> Objects.requireNonNull(TRIALS.get(missing.right())).get(30, TimeUnit.MINUTES))
                .doesNotThrowAnyException();
    }

    private static Missing missing(String resource, String verb, Consumer<NarrowRelease> symptom) {
        return missing(Grant.OPERATOR, resource, verb, symptom);
    }

    private static Missing missing(Grant grant, String resource, String verb, Consumer<NarrowRelease> symptom) {
        Missing told = missing(grant, resource, verb);
        return new Missing(
                told.right(), grant.isOptional() ? symptom : told.symptom().andThen(symptom));
    }

    private static Missing missing(Grant grant, String resource, String verb) {
        return new Missing(
                new Right(grant, resource, verb),
                isUnreadyAndLogs("The operator may not " + verb + " " + resource + " in namespace"));
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
            assertThat(release.isAnswered(kind)).isFalse();
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

    private static void losesTheLease(NarrowRelease release) {
        release.awaitLog("could not renew the lease and leads no longer");
    }
}
