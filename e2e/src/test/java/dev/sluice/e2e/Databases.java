package dev.sluice.e2e;

import dev.sluice.testing.process.Poll;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** PostgreSQL in the cluster: a primary and two replicas, a StatefulSet behind a headless Service. */
final class Databases {

    static final String NAMESPACE = "databases";
    static final int SERVERS = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String MANIFESTS = """
            apiVersion: v1
            kind: Service
            metadata: {name: pg, namespace: databases}
            spec:
              clusterIP: None
              publishNotReadyAddresses: true
              selector: {app: pg}
              ports: [{name: postgresql, port: 5432}]
            ---
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: pg, namespace: databases}
            spec:
              serviceName: pg
              podManagementPolicy: Parallel
              replicas: %1$d
              selector: {matchLabels: {app: pg}}
              template:
                metadata: {labels: {app: pg}}
                spec:
                  automountServiceAccountToken: false
                  enableServiceLinks: false
                  terminationGracePeriodSeconds: 5
                  securityContext: %4$s
                  containers:
                    - name: postgres
                      image: docker.io/library/%2$s
                      imagePullPolicy: Never
                      command: [java, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -Xmx64m, -cp, /e2e/classes,
                        dev.sluice.e2e.pod.PostgresPod]
                      env:
                        - {name: POD_NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
                        - {name: PRIMARY_HOST, value: pg-0.pg.databases.svc.cluster.local}
                        - {name: POSTGRES_HOME, value: /e2e/postgres}
                        - {name: TEMPLATE, value: /e2e/data}
                        - {name: DATA, value: /data}
                        - {name: PASSWORD, value: %3$s}
                      ports: [{name: postgresql, containerPort: 5432}]
                      readinessProbe: {tcpSocket: {port: postgresql}, periodSeconds: 1}
                      securityContext: %5$s
                      volumeMounts:
                        - {name: data, mountPath: /data}
                        - {name: tmp, mountPath: /tmp}
                  volumes:
                    - {name: data, emptyDir: {}}
                    - {name: tmp, emptyDir: {}}
            """;

    private final K3s cluster;

    Databases(K3s cluster) {
        this.cluster = cluster;
    }

    /** Sets up all servers, those too that were lost, and waits until they accept connections. */
    void ensure() {
        cluster.restrictedNamespace(NAMESPACE);
        apply(SERVERS);
        cluster.kubectl().run("rollout", "status", "statefulset/pg", "--namespace", NAMESPACE, "--timeout=240s");
    }

    /** The name by which the cluster knows a server for as long as its pod is there. */
    static String host(int ordinal) {
        return "pg-" + ordinal + ".pg.databases.svc.cluster.local";
    }

    /** Loses the last replica at once and for good; when that was. */
    Instant loseLast() {
        String pod = "pg-" + (SERVERS - 1);
        Instant lost = Instant.now();
        apply(SERVERS - 1);
        cluster.client()
                .pods()
                .inNamespace(NAMESPACE)
                .withName(pod)
                .withGracePeriod(0)
                .delete();
        Poll.until("the pod " + pod + " is gone", PATIENCE, () -> pod(pod) == null);
        return lost;
    }

    private void apply(int servers) {
        cluster.apply(
                MANIFESTS.formatted(servers, PodImage.NAME, PodImage.PASSWORD, Restricted.POD, Restricted.CONTAINER));
    }

    private @Nullable Pod pod(String name) {
        return cluster.client().pods().inNamespace(NAMESPACE).withName(name).get();
    }
}
