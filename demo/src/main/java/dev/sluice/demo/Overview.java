package dev.sluice.demo;

import dev.sluice.testing.postgres.PostgresServer;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Shows what a user would look at, by the commands that a user would type. */
final class Overview {

    private static final String CONDITIONS =
            "{range .status.conditions[*]}{.type}={.status}{\"\\t\"}{.reason}{\"\\t\"}{.message}{\"\\n\"}{end}";
    private static final String FINDINGS =
            "{range .status.findings[*]}{.severity} {.rule} in {.file}:{.line}: {.message}{\"\\n\"}{end}";
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
        progress.headline("Migrations that are checked before they are released");
        command("get", "migrationchecks", "-o", "wide");
        progress.print("$ kubectl get migrationcheck orders-migrations -o jsonpath='" + FINDINGS + "'");
        progress.print(kubectl("get", "migrationcheck", "orders-migrations", "-o", "jsonpath=" + FINDINGS));
        progress.headline("What applications cache");
        command("get", "querycachepolicies", "-o", "wide");
        progress.headline("The sample application, counted by the endpoint that answered");
        site.sample().counts().ifPresent(counts -> progress.print(table(counts)));
    }

    /** How a person goes on, while everything runs. */
    void printCommands() {
        progress.headline("To go on by hand, in another terminal");
        progress.print(commands());
    }

    static String table(Counts counts) {
        var text = new StringBuilder(String.format(Locale.ROOT, "%-12s %10s %10s%n", "endpoint", "reads", "writes"));
        for (String endpoint : endpoints(counts)) {
            text.append(String.format(
                    Locale.ROOT, "%-12s %10d %10d%n", endpoint, counts.readsBy(endpoint), counts.writesBy(endpoint)));
        }
        return text.append(String.format(
                        Locale.ROOT, "%-12s %10d %10d%n", "(failed)", counts.failedReads(), counts.failedWrites()))
                .append(String.format(
                        Locale.ROOT,
                        "%-12s %10d   and %d that it had to load",
                        "(cache)",
                        counts.cacheHits(),
                        counts.cacheMisses()))
                .toString();
    }

    private static Set<String> endpoints(Counts counts) {
        Set<String> names = new TreeSet<>(counts.reads().keySet());
        names.addAll(counts.writes().keySet());
        return names;
    }

    private String commands() {
        RunFolder run = site.run();
        PostgresServer primary = site.database().servers().primary();
        return String.join(
                "\n",
                "export KUBECONFIG=" + run.kubeConfig().toAbsolutePath(),
                "alias kubectl=" + site.controlPlane().kubectl().program(),
                "kubectl get databaseclusters -o wide --watch",
                "kubectl describe databasecluster orders",
                "kubectl get events --watch",
                "kubectl edit databasecluster orders        # for example: drain: true on a replica",
                "tail -f " + site.sample().log().toAbsolutePath(),
                "curl -s http://127.0.0.1:" + site.operator().port() + "/q/metrics | grep ^sluice_",
                "# with a psql of your own; the replicas are on ports " + replicaPorts(),
                "PGPASSWORD=$(cat " + run.credentials().toAbsolutePath() + "/password) psql -h 127.0.0.1 -p "
                        + primary.port() + " -U " + Database.APPLICATION + " " + Database.NAME,
                "# Redis is on port " + site.redis().port() + ", all logs are in " + run.logs());
    }

    private String replicaPorts() {
        return site.database().servers().replicas().stream()
                .map(replica -> Integer.toString(replica.port()))
                .collect(Collectors.joining(" and "));
    }

    private void command(String... arguments) {
        progress.print("$ kubectl " + String.join(" ", arguments));
        progress.print(kubectl(arguments));
    }

    private String kubectl(String... arguments) {
        return site.controlPlane().kubectl().run(arguments);
    }
}
