package dev.sluice.e2e;

import dev.sluice.e2e.Rights.Right;
import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A release of one replica that serves only its own namespace, without some of the chart's rights; with a DatabaseCluster
 * {@code orders} there, and where the rights that are taken away are not for it, a MigrationCheck and a QueryCachePolicy of
 * that name. Where the rights are those that are only granted when asked for, it asks: the endpoints are copied into a second
 * namespace, and a pod there and one here want to be nudged.
 */
final class NarrowRelease {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String CLUSTER = """
            apiVersion: v1
            kind: Secret
            metadata: {name: monitor, namespace: %1$s}
            stringData: {username: sluice_monitor, password: %2$s}
            ---
            apiVersion: sluice.dev/v1alpha1
            kind: DatabaseCluster
            metadata: {name: orders, namespace: %1$s}
            spec:
              database: orders
              credentials: {secretName: monitor}
              tls: {mode: disable}
              primary: {name: pg-0, host: %3$s}
              replicas:
                - {name: pg-1, host: %4$s, weight: %5$d}
              # There is none of that name here, which is no fault of the release's rights.
              replicasFrom: {service: no-pods}
              endpoints: {publishTo: [%6$s]}
            """;

    private static final String CONSUMER = """
            apiVersion: v1
            kind: Pod
            metadata: {name: consumer, namespace: %1$s, labels: {sluice.dev/consumes: orders}}
            spec:
              automountServiceAccountToken: false
              enableServiceLinks: false
              terminationGracePeriodSeconds: 1
              securityContext: %3$s
              containers:
                - name: consumer
                  image: docker.io/library/%2$s
                  imagePullPolicy: Never
                  command: [java, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -XX:-UsePerfData, -Xmx32m, -cp, /e2e/classes,
                    dev.sluice.e2e.pod.MountWatch, /tmp]
                  securityContext: %4$s
            """;

    private static final String OTHERS = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: migrations, namespace: %1$s}
            data:
              V1__orders.sql: "CREATE TABLE orders (id bigint PRIMARY KEY);"
            ---
            apiVersion: sluice.dev/v1alpha1
            kind: MigrationCheck
            metadata: {name: orders, namespace: %1$s}
            spec:
              source: {configMap: {name: migrations}}
            ---
            apiVersion: sluice.dev/v1alpha1
            kind: QueryCachePolicy
            metadata: {name: orders, namespace: %1$s}
            spec:
              databaseCluster: orders
              redis:
                nodes: [{host: no-redis}]
                tls: {mode: disable}
            """;
    private static final Set<String> OF_OTHERS = Set.of(
            "migrationchecks",
            "migrationchecks/status",
            "jobs",
            "pods",
            "pods/log",
            "querycachepolicies",
            "querycachepolicies/status");

    private final K3s cluster;
    private final String namespace;
    private final Release release;
    private final boolean hasOptionalParts;
    private final Rights rights;

    private NarrowRelease(K3s cluster, String namespace, boolean hasOptionalParts) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.release = new Release(cluster, namespace);
        this.hasOptionalParts = hasOptionalParts;
        this.rights = new Rights(cluster, namespaces());
    }

    /**
     * Installs it into a new namespace; its pod starts once the rights are taken away. The CRDs must be there.
     *
     * @param taken the rights; with none all is there, the optional parts too
     */
    static NarrowRelease install(K3s cluster, String namespace, List<Right> taken) {
        boolean optional = taken.isEmpty()
                || taken.stream().anyMatch(right -> right.grant().isOptional());
        NarrowRelease narrow = new NarrowRelease(cluster, namespace, optional);
        List<String> options = new ArrayList<>(List.of("--set", "replicas=0", "--set", "crds.install=false"));
        options.addAll(List.of("--set", "watchNamespaces={" + namespace + "}"));
        if (optional) {
            options.addAll(
                    List.of("--set", "publishTo.namespaces={" + narrow.other() + "}", "--set", "nudge.enabled=true"));
        }
        narrow.namespaces().forEach(cluster::restrictedNamespace);
        narrow.release.attempt(Repository.CHART, options.toArray(String[]::new)).succeeded();
        taken.forEach(narrow.rights::take);
        if (optional) {
            narrow.startConsumers();
        }
        narrow.declare(1);
        if (taken.isEmpty() || taken.stream().map(Right::resource).anyMatch(OF_OTHERS::contains)) {
            cluster.apply(OTHERS.formatted(namespace));
        }
        narrow.scale(1);
        return narrow;
    }

    Rights rights() {
        return rights;
    }

    /** The namespace of the copies. */
    private String other() {
        return namespace + "-other";
    }

    private List<String> namespaces() {
        return hasOptionalParts ? List.of(namespace, other()) : List.of(namespace);
    }

    private void startConsumers() {
        for (String each : namespaces()) {
            cluster.apply(CONSUMER.formatted(each, PodImage.NAME, Restricted.POD, Restricted.CONTAINER));
        }
        for (String each : namespaces()) {
            cluster.kubectl()
                    .run("wait", "--for=condition=Ready", "pod/consumer", "--namespace", each, "--timeout=180s");
        }
    }

    /** Declares the databases, the replica with this weight. */
    void declare(int weight) {
        declare(weight, hasOptionalParts ? other() : "");
    }

    /** Asks for copies no more. */
    void withdrawCopies() {
        declare(1, "");
    }

    private void declare(int weight, String publishTo) {
        cluster.apply(CLUSTER.formatted(
                namespace, PodImage.PASSWORD, Databases.host(0), Databases.host(1), weight, publishTo));
    }

    /** Ends its pod in an orderly way, and waits until it has ended. */
    void stop() {
        scale(0);
        Poll.until("the pod has ended", PATIENCE, () -> release.pods().isEmpty());
    }

    private void scale(int replicas) {
        cluster.kubectl()
                .run("scale", "deployment/sluice-operator", "--namespace", namespace, "--replicas=" + replicas);
    }

    /** Deletes its namespaces with all that is in them; returns at once. */
    void remove() {
        namespaces().forEach(each -> cluster.kubectl().run("delete", "namespace", each, "--wait=false"));
    }

    private boolean isReady() {
        return release.pods().stream().anyMatch(Readiness::isPodReady);
    }

    /** The process that holds the lease. */
    Optional<String> holder() {
        return release.holder();
    }

    /** Whether an operator has answered it; what the CRD gives a new resource is no answer. */
    boolean isAnswered(String kind) {
        return !conditions(kind).isEmpty();
    }

    void awaitCondition(String kind, String type, String status, String reason) {
        Poll.until(
                namespace + " reports " + type + "=" + status + ", " + reason + " of its " + kind,
                PATIENCE,
                () -> conditions(kind).stream()
                        .anyMatch(condition -> type.equals(condition.get("type"))
                                && status.equals(condition.get("status"))
                                && reason.equals(condition.get("reason"))));
    }

    boolean isTrue(String kind, String type) {
        return conditions(kind).stream()
                .anyMatch(condition -> type.equals(condition.get("type")) && "True".equals(condition.get("status")));
    }

    void awaitPublished() {
        awaitPublished(namespace);
    }

    void awaitCopied() {
        awaitPublished(other());
    }

    private void awaitPublished(String where) {
        Poll.until(
                where + " has the endpoints",
                PATIENCE,
                () -> Shop.published(cluster, where).isPresent());
    }

    /** Whether its pod is unready for longer than one needs that has all rights. */
    boolean staysUnready() {
        return Poll.holds(Duration.ofSeconds(10), () -> !isReady());
    }

    /** Whether the consumer in its own namespace and the one beside its copy have been told of a revision. */
    boolean hasNudgedAll() {
        return namespaces().stream().allMatch(each -> Shop.nudgedTo(cluster, each, "consumer") > 0);
    }

    /** Waits until its log holds these words. */
    void awaitLog(String words) {
        Poll.until("the log in " + namespace + " says: " + words, PATIENCE, () -> log().contains(words));
    }

    /** The reasons of all events about the DatabaseCluster. */
    List<String> events() {
        return cluster.client().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals("DatabaseCluster"))
                .map(event -> event.getReason())
                .toList();
    }

    private List<Map<String, Object>> conditions(String kind) {
        @Nullable List<Map<String, Object>> conditions = resource(kind).get("status", "conditions");
        return conditions == null ? List.of() : conditions;
    }

    private GenericKubernetesResource resource(String kind) {
        return cluster.client()
                .genericKubernetesResources("sluice.dev/v1alpha1", kind)
                .inNamespace(namespace)
                .withName("orders")
                .get();
    }

    // JSON has its quotation marks escaped.
    private String log() {
        StringBuilder log = new StringBuilder();
        for (Pod pod : release.pods()) {
            if (pod.getStatus().getPhase().equals("Running")) {
                log.append(cluster.client()
                        .pods()
                        .inNamespace(namespace)
                        .withName(pod.getMetadata().getName())
                        .getLog());
            }
        }
        return log.toString().replace("\\\"", "\"");
    }
}
