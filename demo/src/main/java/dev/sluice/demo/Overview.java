package dev.sluice.demo;

import java.util.Locale;
import java.util.Map;

/** Shows what a user would look at, by the commands that a user would type. */
final class Overview {

    private static final String CONDITIONS =
            "{range .status.conditions[*]}{.type}={.status}{\"\\t\"}{.reason}{\"\\t\"}{.message}{\"\\n\"}{end}";
    private static final String DOCUMENT = "{.data.endpoints\\.json}";

    private final Site site;
    private final Progress progress;

    Overview(Site site, Progress progress) {
        this.site = site;
        this.progress = progress;
    }

    void print() {
        progress.headline("The status");
        command("get", "databaseclusters", "-o", "wide");
        progress.headline("The conditions");
        progress.print("$ kubectl get databasecluster orders -o jsonpath='" + CONDITIONS + "'");
        for (String line : kubectl("get", "databasecluster", "orders", "-o", "jsonpath=" + CONDITIONS)
                .split("\n", -1)) {
            String[] cells = line.split("\t", -1);
            progress.print(cells.length < 3 ? line : String.format("%-28s %-12s %s", cells[0], cells[1], cells[2]));
        }
        progress.headline("The endpoints that applications route by");
        progress.print("$ kubectl get configmap orders-endpoints -o jsonpath='" + DOCUMENT + "'");
        progress.print(kubectl("get", "configmap", "orders-endpoints", "-o", "jsonpath=" + DOCUMENT));
        progress.headline("The sample application, counted by the endpoint that answered");
        site.sample().counts().ifPresent(counts -> progress.print(table(counts)));
        progress.headline("To go on by hand, in another terminal");
        progress.print(commands());
    }

    static String table(Counts counts) {
        var text = new StringBuilder(String.format(Locale.ROOT, "%-12s %10s %10s%n", "endpoint", "reads", "writes"));
        for (String endpoint : new java.util.TreeSet<>(both(counts))) {
            text.append(String.format(
                    Locale.ROOT, "%-12s %10d %10d%n", endpoint, counts.readsBy(endpoint), counts.writesBy(endpoint)));
        }
        return text.append(String.format(
                        Locale.ROOT, "%-12s %10d %10d", "(failed)", counts.failedReads(), counts.failedWrites()))
                .toString();
    }

    private static java.util.Set<String> both(Counts counts) {
        var names = new java.util.HashSet<>(counts.reads().keySet());
        names.addAll(counts.writes().keySet());
        return names;
    }

    private String commands() {
        RunFolder run = site.run();
        var text = new StringBuilder();
        Map<String, String> variables =
                Map.of("KUBECONFIG", run.kubeConfig().toAbsolutePath().toString());
        variables.forEach((name, value) ->
                text.append("export ").append(name).append('=').append(value).append('\n'));
        text.append("alias kubectl=")
                .append(site.controlPlane().kubectl().program())
                .append('\n');
        text.append("kubectl get databaseclusters -o wide --watch\n");
        text.append("kubectl describe databasecluster orders\n");
        text.append("kubectl get events --watch\n");
        text.append("kubectl edit databasecluster orders        # set drain: true on a replica, for example\n");
        text.append("tail -f ").append(site.sample().log()).append('\n');
        text.append("curl -s http://127.0.0.1:").append(site.operator().port()).append("/q/metrics | grep ^sluice_\n");
        text.append("# PostgreSQL:");
        site.database()
                .servers()
                .servers()
                .forEach(server -> text.append(' ')
                        .append(server.name())
                        .append(" 127.0.0.1:")
                        .append(server.port())
                        .append(','));
        text.append(" user ")
                .append(site.database().servers().user())
                .append("; Redis: 127.0.0.1:")
                .append(site.redis().port())
                .append('\n');
        return text.append("# all logs: ").append(run.logs()).toString();
    }

    private void command(String... arguments) {
        progress.print("$ kubectl " + String.join(" ", arguments));
        progress.print(kubectl(arguments));
    }

    private String kubectl(String... arguments) {
        return site.controlPlane().kubectl().run(arguments);
    }
}
