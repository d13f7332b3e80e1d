package dev.sluice.operator.health;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.util.List;

/** Asks the API server for a resource, which tells whether its kind is there at all. One small request; thread-safe. */
@Singleton
class WatchTrial {

    private final KubernetesClient client;

    WatchTrial(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Something that is in the way.
     *
     * @param sentence what, and what to do
     * @param answer what the API server said, or empty
     * @param lasting false when the API server only did not answer, which says nothing of what it allows
     */
    record Lack(String sentence, String answer, boolean lasting) {}

    /** What is in the way of serving resources of this kind in this namespace, or in all when it is empty. */
    List<Lack> lacks(ServedKind kind, String namespace) {
        var resources = client.resources(kind.type());
        var one = new ListOptionsBuilder().withLimit(1L).build();
        try {
            if (namespace.isEmpty()) {
                resources.inAnyNamespace().list(one);
            } else {
                resources.inNamespace(namespace).list(one);
            }
        } catch (KubernetesClientException e) {
            return List.of(lack(kind, namespace, e));
        }
        return List.of();
    }

    /** A sentence on what is missing in this namespace, or in all, with what to do. */
    static String withRemedy(String what, String namespace) {
        return namespace.isEmpty()
                ? what + " in all namespaces: grant its service account what the chart's roles"
                        + " hold, or name the namespaces that it serves."
                : what + " in namespace " + namespace
                        + ": grant its service account what the chart's roles hold, or take the namespace from those that"
                        + " it serves.";
    }

    private Lack lack(ServedKind kind, String namespace, KubernetesClientException e) {
        String answer = " The API server said: " + e.getMessage();
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                new Lack(
                        "The CRD " + kind.plural() + "." + DatabaseCluster.GROUP
                                + " is not installed, so there is nothing to watch: apply it.",
                        answer,
                        true);
            case HttpURLConnection.HTTP_FORBIDDEN ->
                new Lack(withRemedy("The operator may not list " + kind.plural(), namespace), answer, true);
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                new Lack("The API server does not accept the operator's token: see its service account.", answer, true);
            default ->
                new Lack(
                        "The API server at " + client.getMasterUrl() + " could not be asked for " + kind.plural() + ".",
                        answer,
                        false);
        };
    }
}
