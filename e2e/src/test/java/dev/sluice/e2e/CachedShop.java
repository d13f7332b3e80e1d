package dev.sluice.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What the shop's team adds for a cache: Redis, a QueryCachePolicy, and an application that mounts it. */
final class CachedShop {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REDIS = """
            apiVersion: v1
            kind: Service
            metadata: {name: redis, namespace: shop}
            spec:
              selector: {app: redis}
              ports: [{name: redis, port: 6379}]
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: redis, namespace: shop, labels: {app: redis}}
            spec:
              automountServiceAccountToken: false
              terminationGracePeriodSeconds: 1
              securityContext: %2$s
              containers:
                - name: redis
                  image: docker.io/library/%1$s
                  imagePullPolicy: Never
                  command: [/e2e/redis/redis-server, --bind, 0.0.0.0, --protected-mode, "no", --save, "", --appendonly, "no",
                    --maxmemory, 64mb, --maxmemory-policy, allkeys-lru]
                  workingDir: /tmp
                  env: [{name: LD_LIBRARY_PATH, value: /e2e/redis}]
                  ports: [{name: redis, containerPort: 6379}]
                  readinessProbe: {tcpSocket: {port: redis}, periodSeconds: 1}
                  securityContext: %3$s
                  volumeMounts:
                    - {name: tmp, mountPath: /tmp}
              volumes:
                - {name: tmp, emptyDir: {}}
            """;
    private static final String POLICY = """
            apiVersion: sluice.dev/v1alpha1
            kind: QueryCachePolicy
            metadata: {name: orders, namespace: shop}
            spec:
              databaseCluster: orders
              redis:
                nodes: [{host: redis.shop.svc.cluster.local}]
                tls: {mode: disable}
              probe: {interval: 1s}
            """;
    private static final String APPLICATION = """
            apiVersion: v1
            kind: Pod
            metadata: {name: cached, namespace: shop, labels: {sluice.dev/consumes-cache-policy: orders}}
            spec:
              automountServiceAccountToken: false
              enableServiceLinks: false
              terminationGracePeriodSeconds: 5
              securityContext: %2$s
              containers:
                - name: application
                  image: docker.io/library/%1$s
                  imagePullPolicy: Never
                  command: [java, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -Xmx96m, -cp, "/e2e/lib/*",
                    dev.sluice.examples.sample.SampleApp]
                  env: [{name: CACHE_FOLDER, value: /etc/sluice/cache}]
                  securityContext: %3$s
                  volumeMounts:
                    - {name: endpoints, mountPath: /etc/sluice/endpoints}
                    - {name: cache, mountPath: /etc/sluice/cache}
                    - {name: credentials, mountPath: /etc/sluice/credentials}
                    - {name: tmp, mountPath: /tmp}
              volumes:
                - {name: endpoints, configMap: {name: orders-endpoints}}
                - {name: cache, configMap: {name: orders-cache-policy}}
                - {name: credentials, secret: {secretName: orders-app}}
                - {name: tmp, emptyDir: {}}
            """;

    private final K3s cluster;

    CachedShop(K3s cluster) {
        this.cluster = cluster;
    }

    void startRedis() {
        cluster.apply(REDIS.formatted(PodImage.NAME, Restricted.POD, Restricted.CONTAINER));
        awaitReady("redis");
    }

    void stopRedis() {
        delete("pod/redis");
    }

    /** Declares the policy with further lines of its spec. */
    void declare(String... lines) {
        StringBuilder yaml = new StringBuilder(POLICY);
        for (String line : lines) {
            yaml.append("  ").append(line).append('\n');
        }
        cluster.apply(yaml.toString());
    }

    void startApplication() {
        cluster.apply(APPLICATION.formatted(PodImage.NAME, Restricted.POD, Restricted.CONTAINER));
        awaitReady("cached");
    }

    void remove() {
        delete("pod/cached");
        delete("pod/redis");
        delete("service/redis");
        delete("querycachepolicy/orders");
    }

    private void delete(String what) {
        cluster.kubectl().run("delete", what, "--namespace", Shop.NAMESPACE, "--ignore-not-found", "--timeout=60s");
    }

    private void awaitReady(String pod) {
        cluster.kubectl()
                .run("wait", "--for=condition=Ready", "pod/" + pod, "--namespace", Shop.NAMESPACE, "--timeout=180s");
    }

    void awaitCondition(String type, String status) {
        Poll.until(
                type + " of the policy is " + status,
                PATIENCE,
                () -> StreamSupport.stream(status().at("/conditions").spliterator(), false)
                        .anyMatch(condition -> condition.at("/type").asText().equals(type)
                                && condition.at("/status").asText().equals(status)));
    }

    JsonNode status() {
        GenericKubernetesResource policy = cluster.client()
                .genericKubernetesResources("sluice.dev/v1alpha1", "QueryCachePolicy")
                .inNamespace(Shop.NAMESPACE)
                .withName("orders")
                .get();
        return parse(Serialization.asJson(policy.getAdditionalProperties())).at("/status");
    }

    /** The ConfigMap of the policy, or a copy of it; empty when there is none. */
    Optional<ConfigMap> published(String namespace) {
        return Optional.ofNullable(cluster.client()
                .configMaps()
                .inNamespace(namespace)
                .withName("orders-cache-policy")
                .get());
    }

    /** The revision of the policy that the application's pod has been told of; 0 before the first. */
    long nudgedTo() {
        Pod pod = cluster.client()
                .pods()
                .inNamespace(Shop.NAMESPACE)
                .withName("cached")
                .get();
        String revision = pod.getMetadata().getAnnotations().get("sluice.dev/cache-policy-revision");
        return revision == null ? 0 : Long.parseLong(revision);
    }

    /** One of the application's latest counts; 0 before the first. */
    long count(String pointer) {
        return counts().map(counts -> counts.at(pointer).asLong()).orElse(0L);
    }

    /** The latest counts of the application, at most about a second old; empty before the first. */
    Optional<JsonNode> counts() {
        return cluster.client()
                .pods()
                .inNamespace(Shop.NAMESPACE)
                .withName("cached")
                .getLog()
                .lines()
                .filter(line -> line.startsWith("{\"at\"") && line.endsWith("}"))
                .reduce((older, newer) -> newer)
                .map(CachedShop::parse);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("not JSON: " + json, e);
        }
    }
}
