package dev.sluice.operator.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** ConfigMaps as the API server has them; each write is a compare-and-set. Thread-safe; blocks. */
@ApplicationScoped
public class ConfigMaps {

    private final KubernetesClient client;

    ConfigMaps(KubernetesClient client) {
        this.client = client;
    }

    /**
     * The ConfigMap of that name, null when there is none.
     *
     * @throws KubernetesClientException when the API server refuses or does not answer
     */
    public @Nullable ConfigMap find(String namespace, String name) {
        return client.configMaps().inNamespace(namespace).withName(name).get();
    }

    /**
     * Makes a ConfigMap, or writes it over the one that was found.
     *
     * @param next what it is to be, with the {@code resourceVersion} of the one that was found
     * @param found null when there was none
     * @throws KubernetesClientException when somebody else was faster, or the API server refuses or does not answer
     */
    public void write(ConfigMap next, @Nullable ConfigMap found) {
        if (found == null) {
            client.resource(next).create();
        } else {
            client.resource(next).update();
        }
    }
}
