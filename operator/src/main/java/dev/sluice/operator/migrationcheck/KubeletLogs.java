package dev.sluice.operator.migrationcheck;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;

/** Asks the API server, which asks the kubelet. */
@ApplicationScoped
class KubeletLogs implements PodLogs {

    private final KubernetesClient client;

    KubeletLogs(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public InputStream open(String namespace, String pod, String container, int limit) throws IOException {
        try {
            return client.pods()
                    .inNamespace(namespace)
                    .withName(pod)
                    .inContainer(container)
                    .limitBytes(limit)
                    .getLogInputStream();
        } catch (KubernetesClientException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
