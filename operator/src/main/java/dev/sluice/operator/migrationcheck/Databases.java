package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.operator.access.AccessResult;
import dev.sluice.operator.access.SecretReader;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks by GET at the DatabaseCluster that a check names and at its Secrets. What is missing is waited for: judging without
 * sizes what should be judged with them is not what was asked for. Keeps nothing. Thread-safe; blocks.
 */
@ApplicationScoped
class Databases {

    private final KubernetesClient client;
    private final SecretReader secrets;

    Databases(KubernetesClient client, SecretReader secrets) {
        this.client = client;
        this.secrets = secrets;
    }

    /** What a check's database is. */
    sealed interface Seen {

        /**
         * The analysis can begin.
         *
         * @param access to the catalog; null when the check names no cluster
         */
        record There(@Nullable CatalogAccess access) implements Seen {}

        /**
         * Something is missing.
         *
         * @param trouble what
         */
        record Missing(Trouble trouble) implements Seen {}
    }

    /**
     * Looks.
     *
     * @throws KubernetesClientException when the API server does not answer; to be tried again
     */
    Seen look(MigrationCheck check) {
        String name = check.getSpec().databaseCluster();
        if (name == null) {
            return new Seen.There(null);
        }
        String namespace = check.getMetadata().getNamespace();
        String what = "DatabaseCluster \"" + name + "\"";
        DatabaseCluster cluster;
        try {
            cluster = client.resources(DatabaseCluster.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .get();
        } catch (KubernetesClientException e) {
            return new Seen.Missing(
                    Refusals.of(what, "get on databaseclusters", e).orElseThrow(() -> e));
        }
        if (cluster == null) {
            return missing(
                    "DatabaseClusterMissing",
                    what + " is not in the namespace \"" + namespace
                            + "\". Create it, or correct spec.databaseCluster.");
        }
        List<String> unreadable =
                cluster.getSpec() == null ? List.of("spec") : cluster.getSpec().unreadable();
        if (!unreadable.isEmpty()) {
            return missing(
                    "DatabaseClusterUnreadable",
                    what + " has no " + String.join(", ", unreadable) + " that this operator can read.");
        }
        CatalogAccess access = CatalogAccess.of(cluster);
        return secrets.read(namespace, access.secrets()) instanceof AccessResult.Denied denied
                ? missing(denied.reason().name(), what + ": " + denied.message())
                : new Seen.There(access);
    }

    private static Seen missing(String reason, String message) {
        return new Seen.Missing(new Trouble(reason, message));
    }
}
