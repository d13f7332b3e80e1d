package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Replicas are the pods behind a Service, and applications of another namespace get a copy of the endpoints. */
@Isolated
class PodMembersIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String COPIED_TO = "billing";
    private static final String CLUSTER = """
            apiVersion: v1
            kind: Secret
            metadata: {name: pods-monitor, namespace: databases}
            stringData: {username: sluice_monitor, password: %s}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: pg-rw, namespace: databases}
            spec:
              selector: {statefulset.kubernetes.io/pod-name: pg-0}
              ports: [{name: postgresql, port: 5432}]
            ---
            apiVersion: sluice.dev/v1alpha1
            kind: DatabaseCluster
            metadata: {name: pods, namespace: databases}
            spec:
              database: orders
              credentials: {secretName: pods-monitor}
              tls: {mode: disable}
              probe: {interval: 1s}
              primary: {name: primary, host: pg-rw}
              replicasFrom: {service: pg}
              endpoints: {publishTo: [billing]}
            """;

    private final K3s cluster = K3s.cluster();
    private final Databases databases = new Databases(cluster);

    @BeforeEach
    void start() {
        databases.ensure();
        cluster.restrictedNamespace(COPIED_TO);
        new Release(cluster).install("--set", "publishTo.namespaces={" + COPIED_TO + "}");
    }

    @AfterEach
    void stop() {
        cluster.kubectl()
                .run(
                        "delete",
                        "databasecluster/pods",
                        "service/pg-rw",
                        "--namespace",
                        Databases.NAMESPACE,
                        "--ignore-not-found");
        new Release(cluster).install();
        databases.ensure();
    }

    @Test
    void podsComeAndGoAndTheCopyGoesWithTheResource() {
        cluster.apply(CLUSTER.formatted(PodImage.PASSWORD));
        Poll.until(
                "the primary's pod counts once", PATIENCE, () -> members().equals(List.of("primary", "pg-1", "pg-2")));
        Poll.until("the copy is there", PATIENCE, () -> copy() != null);
        assertThat(document(COPIED_TO)).contains("\"pg-rw.databases.svc\"");

        databases.loseLast();
        Poll.until(
                "the pod that is gone is no member", PATIENCE, () -> members().equals(List.of("primary", "pg-1")));
        databases.ensure();
        Poll.until("the new pod is a member", PATIENCE, () -> members().equals(List.of("primary", "pg-1", "pg-2")));
        Poll.until(
                "the copy is as the original",
                PATIENCE,
                () -> copy() != null && document(COPIED_TO).equals(document(Databases.NAMESPACE)));

        cluster.kubectl().run("delete", "databasecluster/pods", "--namespace", Databases.NAMESPACE);
        Poll.until("the copy is gone", PATIENCE, () -> copy() == null);
        Poll.until("the original is gone", PATIENCE, () -> configMap(Databases.NAMESPACE) == null);
        assertThat(members()).isEmpty();
    }

    private List<String> members() {
        GenericKubernetesResource pods = cluster.client()
                .genericKubernetesResources("sluice.dev/v1alpha1", "DatabaseCluster")
                .inNamespace(Databases.NAMESPACE)
                .withName("pods")
                .get();
        List<?> members = pods == null ? null : pods.get("status", "members");
        return members == null
                ? List.of()
                : members.stream()
                        .map(member -> String.valueOf(((Map<?, ?>) member).get("name")))
                        .toList();
    }

    private String document(String namespace) {
        ConfigMap map = configMap(namespace);
        return map == null ? "" : String.valueOf(map.getData().get("endpoints.json"));
    }

    private @Nullable ConfigMap copy() {
        return configMap(COPIED_TO);
    }

    private @Nullable ConfigMap configMap(String namespace) {
        return cluster.client()
                .configMaps()
                .inNamespace(namespace)
                .withName("pods-endpoints")
                .get();
    }
}
