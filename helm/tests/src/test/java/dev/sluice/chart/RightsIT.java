package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the service account may do, as the API server sees it. */
class RightsIT {

    private static final String ACCOUNT = "system:serviceaccount:" + Chart.NAMESPACE + ":sluice-operator";
    private static final List<String> SERVED = List.of(
            "configmaps create get list update watch",
            "databaseclusters.sluice.dev get list watch",
            "databaseclusters.sluice.dev/status patch",
            "endpointslices.discovery.k8s.io list watch",
            "events create",
            "jobs.batch create get list patch watch",
            "migrationchecks.sluice.dev get list watch",
            "migrationchecks.sluice.dev/status patch",
            "pods list",
            "pods/log get",
            "querycachepolicies.sluice.dev get list watch",
            "querycachepolicies.sluice.dev/status patch",
            "secrets get");
    private static final List<String> LEASES = List.of(
            "leases.coordination.k8s.io create", "leases.coordination.k8s.io [sluice-operator] get patch update");

    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster(Chart.NAMESPACE, "orders", "billing", "other");
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void namedNamespacesAndTheLeaseAreAllWhenNamespacesAreNamed() {
        install("watchNamespaces={orders,billing}");

        assertThat(rights("orders")).containsExactlyElementsOf(SERVED);
        assertThat(rights("billing")).containsExactlyElementsOf(SERVED);
        assertThat(rights("other")).isEmpty();
        assertThat(rights(Chart.NAMESPACE)).containsExactlyInAnyOrderElementsOf(LEASES);
    }

    @Test
    void allNamespacesAreServedWithTheSameRights() {
        install("watchNamespaces=null");

        assertThat(rights("other")).containsExactlyElementsOf(SERVED);
        assertThat(rights(Chart.NAMESPACE))
                .containsAll(LEASES)
                .containsAll(SERVED)
                .hasSize(SERVED.size() + 2);
    }

    private static void install(String setting) {
        cluster.helm()
                .attempt(
                        "upgrade",
                        "--install",
                        Chart.RELEASE,
                        Chart.FOLDER.toString(),
                        "--namespace",
                        Chart.NAMESPACE,
                        "--set",
                        "image.repository=sluice-operator",
                        "--set",
                        setting)
                .succeeded();
    }

    /** Each resource with the names that it is narrowed to and its verbs, sorted, but for what everybody may. */
    private static List<String> rights(String namespace) {
        return cluster.programs()
                .rights(ACCOUNT, namespace)
                .filter(line -> !line.contains(".metrics"))
                .map(RightsIT::resourceAndVerbs)
                .sorted()
                .toList();
    }

    private static String resourceAndVerbs(String line) {
        String verbs = line.substring(line.lastIndexOf('[') + 1, line.lastIndexOf(']'));
        String names = line.replaceFirst(".*(\\[[^]]*])\\s+\\[[^]]*]\\s*$", "$1");
        return line.split("\\s", 2)[0] + " " + (names.equals("[]") ? "" : names + " ")
                + List.of(verbs.split(" ")).stream().sorted().collect(Collectors.joining(" "));
    }
}
