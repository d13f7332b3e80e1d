package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.process.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Helm tells after an install, which depends on what the cluster serves. */
class NotesIT {

    private static final String[] KINDS = {"databaseclusters", "migrationchecks", "querycachepolicies"};

    private final Cluster cluster = new Cluster(Chart.NAMESPACE, "orders");

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void kindsThatAreMissingAreNamed() {
        assertThat(notes()).doesNotContain("WARNING").doesNotContain("files/crds");
        String elsewhere = "crds.install=false";
        assertThat(notes(elsewhere))
                .contains("this cluster has no DatabaseCluster, no MigrationCheck, no QueryCachePolicy of sluice.dev");

        serve(KINDS[0]);

        assertThat(notes(elsewhere)).contains("this cluster has no MigrationCheck, no QueryCachePolicy of sluice.dev");
        assertThat(notes(elsewhere, "queryCachePolicies.enabled=false"))
                .contains("this cluster has no MigrationCheck of sluice.dev");
        assertThat(notes(elsewhere, "queryCachePolicies.enabled=false", "migrationChecks.enabled=false"))
                .doesNotContain("WARNING")
                .contains("apply the files in files/crds of this chart with each upgrade");
    }

    @Test
    void itIsSaidWhoScrapesAndHowPrometheusSelects() {
        assertThat(notes())
                .contains("This cluster has no PodMonitor, so nothing is scraped by itself")
                .contains("the alerts are in ConfigMap sluice-operator-rules")
                .doesNotContain("kube-prometheus-stack");
        assertThat(notes("monitoring.monitor.enabled=false", "monitoring.rules.enabled=false"))
                .contains("monitoring.monitor.enabled is false, so nothing is scraped by itself")
                .contains("monitoring.rules.enabled is false: there are no alerts");

        cluster.servePrometheusOperator();

        assertThat(notes())
                .contains("PodMonitor sluice-operator tells Prometheus where to scrape")
                .contains("The alerts are in PrometheusRule sluice-operator-rules")
                .contains("That of kube-prometheus-stack wants the name of its own release in the label")
                .contains("--set monitoring.monitor.labels.release=prometheus"
                        + " --set monitoring.rules.labels.release=prometheus");
        assertThat(notes("monitoring.monitor.labels.release=mine"))
                .contains("    --set monitoring.rules.labels.release=prometheus")
                .doesNotContain("monitor.labels.release");
        assertThat(notes("monitoring.monitor.labels.release=mine", "monitoring.rules.enabled=false"))
                .doesNotContain("kube-prometheus-stack");
    }

    @Test
    void itIsSaidWhenNothingOrOneRuns() {
        assertThat(notes()).doesNotContain("WARNING").doesNotContain("With one replica");
        assertThat(notes("replicas=1")).contains("With one replica").doesNotContain("WARNING");
        assertThat(notes("replicas=0"))
                .contains("WARNING: replicas is 0, so no operator runs")
                .doesNotContain("With one replica");
    }

    // Of a Deployment kubectl shows the log of one pod, and takes one that is ready.
    @Test
    void logsOfAllPodsAreShownAndOfNoOthers() {
        String settings = "nameOverride=gate";
        String labels = Chart.render("nameOverride=\"gate\"")
                .the("Deployment")
                .at("/spec/selector/matchLabels")
                .properties()
                .stream()
                .map(label -> label.getKey() + "=" + label.getValue().asText())
                .sorted()
                .collect(Collectors.joining(","));

        String logs = notes(settings)
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("kubectl .* logs .*"))
                .collect(Collectors.joining("\n"));

        assertThat(notes(settings)).contains("describe pods --selector " + labels + "\n");
        assertThat(logs).contains("logs --selector " + labels + " --prefix --tail=50");
        cluster.kubectl()
                .attempt(List.of(logs.split(" ")).subList(1, logs.split(" ").length))
                .succeeded();
    }

    @Test
    void exampleIsForANamespaceThatIsServed() {
        assertThat(notes("watchNamespaces={orders}"))
                .contains("kubectl --namespace orders create secret")
                .contains("namespace: \"orders\"")
                .contains("kubectl --namespace orders wait");
        assertThat(notes())
                .contains("namespace: \"shop\"")
                .contains("helm test sluice --namespace sluice-system --logs");
    }

    // The end of a here-document is a line of its own, with the blanks that the notes are indented by.
    @Test
    void exampleCanBePastedAsItIsPrinted() {
        String notes = notes("watchNamespaces={orders}");
        String begin = "     kubectl apply -f - <<";
        String pasted = notes.substring(notes.indexOf(begin), notes.indexOf("     kubectl --namespace orders wait"));

        String output = new Program(Path.of("sh"), Map.of())
                .attempt("-c", "kubectl() { cat; }\n" + pasted + "echo '# then the next command'")
                .succeeded();

        assertThat(output).endsWith("# then the next command\n").doesNotContain("warning");
        assertThat(Manifests.yaml(output).at("/metadata/namespace").asText()).isEqualTo("orders");
    }

    private void serve(String kind) {
        cluster.apply(Chart.read(Chart.FOLDER.resolve("files/crds/" + kind + ".sluice.dev-v1.yml")));
        cluster.kubectl()
                .attempt("wait", "--for=condition=Established", "--timeout=60s", "crd/" + kind + ".sluice.dev")
                .succeeded();
    }

    private String notes(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "install",
                Chart.RELEASE,
                Chart.FOLDER.toString(),
                "--namespace",
                Chart.NAMESPACE,
                "--dry-run=server",
                "--set",
                "image.repository=sluice-operator"));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        String output = cluster.helm().attempt(arguments).succeeded();
        return output.substring(output.indexOf("NOTES:"));
    }
}
