package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.ObjectReference;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Looks by GET at the ConfigMap that a check names. Keeps nothing. Thread-safe; blocks. */
@ApplicationScoped
class Sources {

    private final KubernetesClient client;

    Sources(KubernetesClient client) {
        this.client = client;
    }

    /** What a check's run is made of. */
    sealed interface Seen {

        /**
         * All of it is known.
         *
         * @param inputs its checksum
         */
        record There(String inputs) implements Seen {}

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
        ObjectReference reference = check.getSpec().source().configMap();
        if (reference == null) {
            return new Seen.There(RunInputs.checksum(check, null));
        }
        String what = "ConfigMap \"" + reference.name() + "\"";
        ConfigMap map;
        try {
            map = configMap(check, reference.name());
        } catch (KubernetesClientException e) {
            return new Seen.Missing(Refusals.of(what, "get on configmaps", e).orElseThrow(() -> e));
        }
        return map == null
                ? new Seen.Missing(new Trouble(
                        "SourceMissing",
                        what + " is not in the namespace \""
                                + check.getMetadata().getNamespace()
                                + "\". Create it, or correct spec.source.configMap.name."))
                : new Seen.There(RunInputs.checksum(check, map));
    }

    private @Nullable ConfigMap configMap(MigrationCheck check, String name) {
        return client.configMaps()
                .inNamespace(check.getMetadata().getNamespace())
                .withName(name)
                .get();
    }
}
