package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.testing.operator.OperatorProcess;
import dev.sluice.testing.postgres.PostgresReplicaSet;
import dev.sluice.testing.postgres.PostgresServer;
import dev.sluice.testing.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The operator as the chart runs it, but for the pod: with the environment of the rendered container, as the service
 * account, with the rights of the release, in named namespaces only.
 */
class InstalledOperatorIT {

    private static final String TEST_NAME = "sluice-operator-test";
    private static final String[] SETTINGS = {"watchNamespaces=[\"orders\",\"billing\"]", "test.timeoutSeconds=20"};

    private static Cluster cluster;
    private static OperatorProcess operator;

    @BeforeAll
    static void start() {
        cluster = new Cluster(Chart.NAMESPACE, "orders", "billing", "unserved");
        List<String> install = new ArrayList<>(List.of(
                "install",
                Chart.RELEASE,
                Chart.FOLDER.toString(),
                "--namespace",
                Chart.NAMESPACE,
                "--set",
                "image.repository=sluice-operator"));
        for (String setting : SETTINGS) {
            install.addAll(List.of("--set-json", setting));
        }
        cluster.helm().attempt(install).succeeded();
        operator = OperatorProcess.start(new OperatorProcess.Setup(
                "installed",
                HelmTest.PROGRAM.resolve("quarkus-run.jar"),
                cluster.kubeConfig("sluice-operator"),
                cluster.api().logs(),
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx192m"),
                Chart.render(SETTINGS).environment()));
    }

    @AfterAll
    static void stop() {
        if (operator != null) {
            operator.close();
        }
        cluster.close();
    }

    @Test
    void databaseClusterBecomesReadyInANamedNamespaceAndHelmWaitsForIt() {
        try (PostgresReplicaSet servers =
                PostgresReplicaSet.builder().replicas(1).start()) {
            cluster.apply("""
                    apiVersion: v1
                    kind: Secret
                    metadata: {name: monitor, namespace: orders}
                    stringData: {username: %s, password: %s}
                    """.formatted(servers.user(), servers.password()));

            cluster.installAndWait("orders", "orders", resource(servers, "orders", "monitor"), Duration.ofSeconds(60))
                    .succeeded();

            assertThat(readyInOrders("orders")).isEqualTo("1 True Usable");
            assertThat(cluster.kubectl()
                            .attempt("get", "configmap", "orders-endpoints", "--namespace=orders", "--output=yaml")
                            .succeeded())
                    .contains("endpoints.json");
            assertThat(cluster.kubectl()
                            .attempt("get", "events", "--namespace=orders", "--output=name")
                            .succeeded())
                    .isNotBlank();

            // That it was Ready by the spec before is no answer to the new one.
            Program.Result edited = cluster.installAndWait(
                    "orders", "orders", resource(servers, "orders", "nowhere"), Duration.ofSeconds(10));
            assertThat(edited.failed()).contains("InProgress", "context deadline exceeded");
            assertThat(readyInOrders("orders")).isEqualTo("2 False SecretNotFound");
        }
    }

    @Test
    void helmWaitsInVainForAClusterThatIsNotReady() {
        try (PostgresReplicaSet servers =
                PostgresReplicaSet.builder().replicas(1).start()) {
            Program.Result install = cluster.installAndWait(
                    "broken", "orders", resource(servers, "broken", "nowhere"), Duration.ofSeconds(10));

            assertThat(install.failed()).contains("InProgress", "context deadline exceeded");
            assertThat(readyInOrders("broken")).isEqualTo("1 False SecretNotFound");
        }
    }

    @Test
    void helmWaitsInVainWhereNobodyServes() throws IOException {
        for (String example : List.of("databasecluster", "migrationcheck", "querycachepolicy-minimal")) {
            String manifests = Files.readString(Chart.REPOSITORY.resolve("examples/" + example + ".yaml"));

            Program.Result install = cluster.installAndWait(example, "unserved", manifests, Duration.ofSeconds(3));

            assertThat(install.failed()).contains("InProgress", "context deadline exceeded");
        }
    }

    @Test
    void leaseIsTheOneThatTheReleaseNames() {
        assertThat(cluster.kubectl()
                        .attempt("get", "leases", "--namespace", Chart.NAMESPACE, "--output=name")
                        .succeeded())
                .contains("lease.coordination.k8s.io/sluice-operator");
    }

    @Test
    void helmTestSucceedsAndLeavesNothing() {
        HelmTest test = HelmTest.run(cluster);

        assertThat(test.pod().succeeded())
                .isEqualToIgnoringNewLines("The operator has answered DatabaseCluster orders/" + TEST_NAME + ".");
        assertThat(test.helm().succeeded()).contains("Succeeded");
        assertThat(leftOver()).isEmpty();
    }

    @Test
    void helmTestFailsAndSaysWhyWhenARightIsMissing() {
        JsonNode right = Chart.render(SETTINGS).all("Role").get(0).at("/rules/2");
        assertThat(right.at("/resources/0").asText()).isEqualTo("secrets");
        patchRole("{\"op\": \"remove\", \"path\": \"/rules/2\"}");
        try {
            HelmTest test = HelmTest.run(cluster);

            assertThat(test.pod().failed())
                    .contains("has not answered DatabaseCluster orders/" + TEST_NAME + " within 20 s")
                    .contains("CredentialsResolved: SecretForbidden");
            assertThat(test.helm().failed()).contains("Failed");
            assertThat(leftOver()).isEqualTo("pod/" + TEST_NAME);
        } finally {
            patchRole("{\"op\": \"add\", \"path\": \"/rules/2\", \"value\": " + right + "}");
        }
    }

    private static String leftOver() {
        return cluster.kubectl()
                .attempt(
                        "get",
                        "databaseclusters,serviceaccounts,roles,rolebindings,pods",
                        "--all-namespaces",
                        "--field-selector=metadata.name=" + TEST_NAME,
                        "--output=name")
                .succeeded()
                .strip();
    }

    private static void patchRole(String operation) {
        cluster.kubectl()
                .attempt(
                        "patch",
                        "role/sluice-operator",
                        "--namespace=orders",
                        "--type=json",
                        "--patch",
                        "[" + operation + "]")
                .succeeded();
    }

    private static String readyInOrders(String name) {
        return cluster.kubectl()
                .attempt(
                        "get",
                        "databasecluster/" + name,
                        "--namespace=orders",
                        "--output=jsonpath={.status.observedGeneration}"
                                + "{range .status.conditions[?(@.type=='Ready')]} {.status} {.reason}{end}")
                .succeeded();
    }

    private static String resource(PostgresReplicaSet servers, String name, String secret) {
        return """
                apiVersion: sluice.dev/v1alpha1
                kind: DatabaseCluster
                metadata: {name: %s}
                spec:
                  database: %s
                  credentials: {secretName: %s}
                  tls: {mode: disable}
                  probe: {interval: 1s}
                  primary: %s
                  replicas: [%s]
                """.formatted(
                        name,
                        servers.database(),
                        secret,
                        member(servers.primary()),
                        member(servers.replicas().get(0)));
    }

    private static String member(PostgresServer server) {
        return "{name: %s, host: %s, port: %d}".formatted(server.name(), server.host(), server.port());
    }
}
