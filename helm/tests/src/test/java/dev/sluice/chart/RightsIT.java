package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the service account may do, as the API server sees it. */
class RightsIT {

    private static final Pattern COLUMNS =
            Pattern.compile("(?<resource>\\S*)\\s+\\[(?<paths>.*)]\\s+\\[(?<names>.*)]\\s+\\[(?<verbs>.*)]\\s*");
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
    private static final List<String> LEASES =
            List.of("leases.coordination.k8s.io create", "leases.coordination.k8s.io sluice-operator get patch");

    /** What Kubernetes itself lets everybody do; a path that the chart grants would be one more. */
    private static final List<String> EVERYBODY = List.of(
            "/.well-known/openid-configuration get",
            "/.well-known/openid-configuration/ get",
            "/api get",
            "/api/* get",
            "/apis get",
            "/apis/* get",
            "/healthz get",
            "/livez get",
            "/openapi get",
            "/openapi/* get",
            "/openid/v1/jwks get",
            "/openid/v1/jwks/ get",
            "/readyz get",
            "/version get",
            "/version/ get");

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

        assertThat(rights("orders")).containsExactlyElementsOf(with(SERVED));
        assertThat(rights("billing")).containsExactlyElementsOf(with(SERVED));
        assertThat(rights("other")).containsExactlyElementsOf(EVERYBODY);
        assertThat(rights(Chart.NAMESPACE)).containsExactlyElementsOf(with(LEASES));
    }

    @Test
    void copiesAndNudgesAddTheirRightsAlone() {
        install("watchNamespaces={orders}", "publishTo.namespaces={other}", "nudge.enabled=true");

        List<String> copies = List.of("configmaps create delete get list update", "pods list patch");
        assertThat(rights("other")).containsExactlyElementsOf(with(copies));
        assertThat(rights("orders"))
                .containsExactlyElementsOf(with(SERVED.stream()
                        .map(right -> right.equals("pods list") ? "pods list patch" : right)
                        .toList()));
        assertThat(rights(Chart.NAMESPACE)).containsExactlyElementsOf(with(LEASES));

        install("watchNamespaces={orders}", "publishTo.namespaces=null", "nudge.enabled=false");

        assertThat(rights("other")).containsExactlyElementsOf(EVERYBODY);
    }

    @Test
    void allNamespacesAreServedWithTheSameRights() {
        install("watchNamespaces=null");

        assertThat(rights("other")).containsExactlyElementsOf(with(SERVED));
        assertThat(rights(Chart.NAMESPACE))
                .containsExactlyElementsOf(
                        with(Stream.concat(SERVED.stream(), LEASES.stream()).toList()));
    }

    private static void install(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "upgrade",
                "--install",
                Chart.RELEASE,
                Chart.FOLDER.toString(),
                "--namespace",
                Chart.NAMESPACE,
                "--set",
                "image.repository=sluice-operator"));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        cluster.helm().attempt(arguments).succeeded();
    }

    private static List<String> with(List<String> granted) {
        return Stream.concat(granted.stream(), EVERYBODY.stream()).sorted().toList();
    }

    /**
     * Each resource with the names that it is narrowed to and its verbs, sorted; a path of the API server that is no
     * resource stands for itself. Without the questions that everybody may ask about himself.
     */
    private static List<String> rights(String namespace) {
        return cluster.programs()
                .rights(ACCOUNT, namespace)
                .map(RightsIT::subjectAndVerbs)
                .distinct()
                .sorted()
                .toList();
    }

    private static String subjectAndVerbs(String line) {
        // Resource, paths, names, verbs; the last three in brackets.
        Matcher columns = COLUMNS.matcher(line);
        if (!columns.matches()) {
            throw new AssertionError("kubectl has said: " + line);
        }
        return Stream.of(
                        columns.group("resource"),
                        columns.group("paths"),
                        columns.group("names"),
                        Stream.of(columns.group("verbs").split(" ")).sorted().collect(Collectors.joining(" ")))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
