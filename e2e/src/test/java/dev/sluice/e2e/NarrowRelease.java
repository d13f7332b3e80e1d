package dev.sluice.e2e;

import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A release of one replica that serves only its own namespace, without some of the chart's rights; with a DatabaseCluster
 * {@code orders} there, and where the rights that are taken away are not for it, a MigrationCheck and a QueryCachePolicy of
 * that name.
 */
final class NarrowRelease {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final List<String> ROLES = List.of("sluice-operator", "sluice-operator-leader");
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

    /**
     * One verb on one kind of objects.
     *
     * @param resource as a Role names it, without its group
     */
    record Right(String resource, String verb) {}

    private NarrowRelease(K3s cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.release = new Release(cluster, namespace);
    }

    /** Installs it into a new namespace; its pod starts once the rights are taken away. The CRDs must be there. */
    static NarrowRelease install(K3s cluster, String namespace, List<Right> taken) {
        NarrowRelease narrow = new NarrowRelease(cluster, namespace);
        cluster.restrictedNamespace(namespace);
        narrow.release
                .attempt(
                        Repository.CHART,
                        "--set",
                        "replicas=0",
                        "--set",
                        "crds.install=false",
                        "--set",
                        "watchNamespaces={" + namespace + "}")
                .succeeded();
        taken.forEach(narrow::take);
        narrow.declare(1);
        if (taken.isEmpty() || taken.stream().map(Right::resource).anyMatch(OF_OTHERS::contains)) {
            cluster.apply(OTHERS.formatted(namespace));
        }
        narrow.scale(1);
        return narrow;
    }

    private void take(Right right) {
        for (String name : ROLES) {
            cluster.client()
                    .rbac()
                    .roles()
                    .inNamespace(namespace)
                    .withName(name)
                    .edit(role -> {
                        List<PolicyRule> left = new ArrayList<>();
                        for (PolicyRule rule : role.getRules()) {
                            if (rule.getResources().contains(right.resource())) {
                                rule.getVerbs().remove(right.verb());
                            }
                            if (!rule.getVerbs().isEmpty()) {
                                left.add(rule);
                            }
                        }
                        role.setRules(left);
                        return role;
                    });
        }
    }

    /** All that its Roles grant. */
    Set<Right> rights() {
        Set<Right> rights = new HashSet<>();
        for (String name : ROLES) {
            Role role = cluster.client()
                    .rbac()
                    .roles()
                    .inNamespace(namespace)
                    .withName(name)
                    .get();
            role.getRules()
                    .forEach(rule -> rule.getResources()
                            .forEach(resource ->
                                    rule.getVerbs().forEach(verb -> rights.add(new Right(resource, verb)))));
        }
        return rights;
    }

    /** Declares the databases, the replica with this weight. */
    void declare(int weight) {
        cluster.apply(CLUSTER.formatted(namespace, PodImage.PASSWORD, Databases.host(0), Databases.host(1), weight));
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

    /** Deletes the namespace with all that is in it; returns at once. */
    void remove() {
        cluster.kubectl().run("delete", "namespace", namespace, "--wait=false");
    }

    boolean isReady() {
        return release.pods().stream().anyMatch(Readiness::isPodReady);
    }

    /** The process that holds the lease. */
    Optional<String> holder() {
        return release.holder();
    }

    boolean hasStatus(String kind) {
        return resource(kind).get("status") != null;
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
        Poll.until(
                namespace + " has published",
                PATIENCE,
                () -> Shop.published(cluster, namespace).isPresent());
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
