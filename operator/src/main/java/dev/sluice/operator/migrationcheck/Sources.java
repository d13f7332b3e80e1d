package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.MigrationBaseline;
import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.api.v1alpha1.ObjectReference;
import dev.sluice.operator.kubernetes.ConfigMaps;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks by GET at the ConfigMaps that a check names. Keeps nothing. Thread-safe; blocks. */
@ApplicationScoped
class Sources {

    private final ConfigMaps configMaps;

    Sources(ConfigMaps configMaps) {
        this.configMaps = configMaps;
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
        MigrationBaseline baseline = check.getSpec().baseline();
        String named = reference == null ? null : reference.name();
        try {
            ConfigMap source = named == null ? null : configMap(check, named);
            if (named != null && source == null) {
                return missing("SourceMissing", named, check, "spec.source.configMap.name");
            }
            if (baseline == null) {
                return new Seen.There(RunInputs.checksum(check, source, null));
            }
            named = baseline.configMap().name();
            return withBaseline(check, source, baseline.configMap());
        } catch (KubernetesClientException e) {
            String what = "ConfigMap \"" + named + "\"";
            return new Seen.Missing(Refusals.of(what, "get on configmaps", e).orElseThrow(() -> e));
        }
    }

    private Seen withBaseline(MigrationCheck check, @Nullable ConfigMap source, MigrationBaseline.Key key) {
        if (key.name().equals(check.reportConfigMapName())) {
            // Each run would change what the next one is made of.
            return new Seen.Missing(new Trouble(
                    "BaselineNotUsable",
                    "spec.baseline names the ConfigMap of this check's own report, which each run writes anew. Copy it to"
                            + " a ConfigMap of another name, and name that."));
        }
        ConfigMap map = configMap(check, key.name());
        if (map == null) {
            return missing("BaselineMissing", key.name(), check, "spec.baseline.configMap.name");
        }
        String text = Optional.ofNullable(map.getData())
                .map(data -> data.get(key.key()))
                .or(() -> Optional.ofNullable(map.getBinaryData()).map(data -> data.get(key.key())))
                .orElse(null);
        return text == null
                ? new Seen.Missing(new Trouble(
                        "BaselineMissing",
                        "ConfigMap \"" + key.name() + "\" has no key \"" + key.key()
                                + "\". Add it, or correct spec.baseline.configMap.key."))
                : new Seen.There(RunInputs.checksum(check, source, text));
    }

    private static Seen missing(String reason, String name, MigrationCheck check, String field) {
        return new Seen.Missing(new Trouble(
                reason,
                "ConfigMap \"" + name + "\" is not in the namespace \""
                        + check.getMetadata().getNamespace() + "\". Create it, or correct " + field + "."));
    }

    private @Nullable ConfigMap configMap(MigrationCheck check, String name) {
        return configMaps.find(check.getMetadata().getNamespace(), name);
    }
}
