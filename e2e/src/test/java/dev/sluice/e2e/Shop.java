package dev.sluice.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The namespace of a team: a DatabaseCluster, and an application that mounts what is published. */
final class Shop {

    static final String NAMESPACE = "shop";

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLUSTER = """
            apiVersion: v1
            kind: Secret
            metadata: {name: orders-monitor, namespace: shop}
            stringData: {username: sluice_monitor, password: %1$s}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: orders-app, namespace: shop}
            stringData: {username: app, password: %1$s}
            ---
            apiVersion: sluice.dev/v1alpha1
            kind: DatabaseCluster
            metadata: {name: orders, namespace: shop}
            spec:
              database: orders
              credentials: {secretName: orders-monitor}
              tls: {mode: disable}
              probe: {interval: 1s}
              primary: {name: pg-0, host: %2$s}
              replicas:
                - {name: pg-1, host: %3$s, weight: %5$d}
                - {name: pg-2, host: %4$s}
            """;
    private static final String APPLICATION = """
            # What docs/routing-lib.md says that a watch needs, and no more.
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: sample, namespace: shop}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: sample, namespace: shop}
            rules:
              - {apiGroups: [""], resources: [configmaps], resourceNames: [orders-endpoints], verbs: [list, watch]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: sample, namespace: shop}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: sample}
            subjects:
              - {kind: ServiceAccount, name: sample, namespace: shop}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: sample, namespace: shop, labels: {sluice.dev/consumes: orders}}
            spec:
              serviceAccountName: sample
              automountServiceAccountToken: true
              enableServiceLinks: false
              terminationGracePeriodSeconds: 5
              securityContext: %2$s
              containers:
                - name: application
                  image: docker.io/library/%1$s
                  imagePullPolicy: Never
                  command: [java, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -Xmx96m, -cp, "/e2e/lib/*",
                    dev.sluice.examples.sample.SampleApp]
                  securityContext: %3$s
                  volumeMounts:
                    - {name: endpoints, mountPath: /etc/sluice/endpoints}
                    - {name: credentials, mountPath: /etc/sluice/credentials}
                    - {name: tmp, mountPath: /tmp}
                - name: watch
                  image: docker.io/library/%1$s
                  imagePullPolicy: Never
                  command: [java, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -XX:-UsePerfData, -Xmx32m, -cp, /e2e/classes,
                    dev.sluice.e2e.pod.MountWatch, /etc/sluice/endpoints]
                  securityContext: %3$s
                  volumeMounts:
                    - {name: endpoints, mountPath: /etc/sluice/endpoints}
                # The same application by the library's watch; what it falls back to is the plain mount, which is later.
                - name: watching
                  image: docker.io/library/%1$s
                  imagePullPolicy: Never
                  command: [java, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -Xmx96m, -cp, "/e2e/lib/*",
                    dev.sluice.examples.sample.SampleApp]
                  env:
                    - {name: ENDPOINTS_CONFIGMAP, value: orders-endpoints}
                  securityContext: %3$s
                  volumeMounts:
                    - {name: endpoints, mountPath: /etc/sluice/endpoints}
                    - {name: credentials, mountPath: /etc/sluice/credentials}
                    - {name: tmp, mountPath: /tmp}
              volumes:
                - {name: endpoints, configMap: {name: orders-endpoints}}
                - {name: credentials, secret: {secretName: orders-app}}
                - {name: tmp, emptyDir: {}}
            """;

    private final K3s cluster;

    Shop(K3s cluster) {
        this.cluster = cluster;
    }

    /** Declares the databases, {@code pg-1} with this weight. */
    void declare(int weight) {
        cluster.apply(
                CLUSTER.formatted(PodImage.PASSWORD, Databases.host(0), Databases.host(1), Databases.host(2), weight));
    }

    /** Declares the databases, and waits until the resource is Ready and all of them published as healthy. */
    void ensure() {
        cluster.restrictedNamespace(NAMESPACE);
        declare(1);
        cluster.kubectl()
                .run(
                        "wait",
                        "--for=condition=Ready",
                        "databasecluster/orders",
                        "--namespace",
                        NAMESPACE,
                        "--timeout=180s");
        Poll.until(
                "all databases are published as healthy, with their weight",
                PATIENCE,
                () -> published()
                        .filter(document -> stateOf(document, "pg-1").equals("Healthy")
                                && stateOf(document, "pg-2").equals("Healthy")
                                && weightOf(document, "pg-1") == 1)
                        .isPresent());
    }

    /** Deletes the resource, and with it what was published. */
    void remove() {
        cluster.restrictedNamespace(NAMESPACE);
        cluster.client()
                .configMaps()
                .inNamespace(NAMESPACE)
                .withName("orders-endpoints")
                .delete();
        cluster.client()
                .genericKubernetesResources("sluice.dev/v1alpha1", "DatabaseCluster")
                .inNamespace(NAMESPACE)
                .withName("orders")
                .delete();
    }

    void startApplication() {
        cluster.apply(APPLICATION.formatted(PodImage.NAME, Restricted.POD, Restricted.CONTAINER));
        cluster.kubectl()
                .run("wait", "--for=condition=Ready", "pod/sample", "--namespace", NAMESPACE, "--timeout=180s");
    }

    /** The revision that the operator has annotated the application's pod with; 0 for none. */
    long nudgedTo() {
        return nudgedTo(cluster, NAMESPACE, "sample");
    }

    /** The same of any pod. */
    static long nudgedTo(K3s cluster, String namespace, String name) {
        Pod pod = cluster.client().pods().inNamespace(namespace).withName(name).get();
        String revision = pod.getMetadata().getAnnotations() == null
                ? null
                : pod.getMetadata().getAnnotations().get("sluice.dev/endpoints-revision");
        return revision == null ? 0 : Long.parseLong(revision);
    }

    void stopApplication() {
        cluster.kubectl().run("delete", "pod/sample", "--namespace", NAMESPACE, "--ignore-not-found", "--timeout=60s");
    }

    /** What the operator has published; empty before it has. */
    Optional<JsonNode> published() {
        return published(cluster, NAMESPACE);
    }

    /** What it has published of a DatabaseCluster {@code orders} in another namespace. */
    static Optional<JsonNode> published(K3s cluster, String namespace) {
        ConfigMap map = cluster.client()
                .configMaps()
                .inNamespace(namespace)
                .withName("orders-endpoints")
                .get();
        return Optional.ofNullable(map)
                .map(found -> parse(Objects.requireNonNull(found.getData().get("endpoints.json"), "endpoints.json")));
    }

    long revision() {
        return published().orElseThrow().at("/revision").asLong();
    }

    /** The resource's {@code uid}, which another one of the same name does not have. */
    String uid() {
        return published().orElseThrow().at("/uid").asText();
    }

    /** The state of a replica in a document. */
    static String stateOf(JsonNode document, String replica) {
        return replica(document, replica).at("/state").asText();
    }

    /** The weight of a replica in a document; 0 for none. */
    static int weightOf(JsonNode document, String replica) {
        return replica(document, replica).at("/weight").asInt();
    }

    private static JsonNode replica(JsonNode document, String name) {
        return StreamSupport.stream(document.at("/replicas").spliterator(), false)
                .filter(each -> each.at("/name").asText().equals(name))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** The latest counts of the application, at most about a second old; empty before the first. */
    Optional<JsonNode> counts() {
        return counts("application").reduce((older, newer) -> newer);
    }

    /** The same of the application that watches the ConfigMap at the API server. */
    Optional<JsonNode> watchingCounts() {
        return counts("watching").reduce((older, newer) -> newer);
    }

    /** When the application's data source followed a document of this revision or a later one first; it looks each 50 ms. */
    Optional<Instant> routedBy(long revision) {
        return routedBy("application", revision);
    }

    /** The same of the application that watches the ConfigMap at the API server. */
    Optional<Instant> watchingRoutedBy(long revision) {
        return routedBy("watching", revision);
    }

    private Optional<Instant> routedBy(String container, long revision) {
        return counts(container)
                .filter(counts -> counts.at("/revision").asLong() >= revision)
                .map(counts -> Instant.parse(counts.at("/at").asText()))
                .findFirst();
    }

    private Stream<JsonNode> counts(String container) {
        return log(container).stream()
                .filter(line -> line.startsWith("{\"at\"") && line.endsWith("}"))
                .map(Shop::parse);
    }

    /** When the mount in the application's pod showed a document first, and the document. */
    record Shown(Instant at, JsonNode document) {}

    /** All documents that the mount has shown. */
    List<Shown> mounted() {
        return log("watch").stream()
                .filter(line -> line.contains("\t"))
                .map(line -> line.split("\t", 2))
                .map(parts -> new Shown(Instant.parse(parts[0]), parse(parts[1])))
                .toList();
    }

    private List<String> log(String container) {
        return cluster.client()
                .pods()
                .inNamespace(NAMESPACE)
                .withName("sample")
                .inContainer(container)
                .getLog()
                .lines()
                .toList();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not JSON: " + json, e);
        }
    }
}
