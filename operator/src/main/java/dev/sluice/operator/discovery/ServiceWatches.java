package dev.sluice.operator.discovery;

import dev.sluice.api.v1alpha1.ReplicaSource;
import dev.sluice.operator.cluster.ClusterId;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Watches the EndpointSlices of the Services that resources name, one watch for each such resource, by the label that
 * says whose they are. So an endpoint that comes or goes is known at once, the API server sends nothing of other
 * Services, and nothing of them is held in memory. Thread-safe.
 */
@ApplicationScoped
public class ServiceWatches {

    private final KubernetesClient client;
    private final Map<ClusterId, ServiceWatch> watches = new ConcurrentHashMap<>();
    private volatile Consumer<ClusterId> listener = changed -> {};

    ServiceWatches(KubernetesClient client) {
        this.client = client;
    }

    /** Calls this with each cluster whose endpoints may have changed; it must not block. */
    public void onChange(Consumer<ClusterId> told) {
        listener = told;
    }

    /**
     * The endpoints as they are now, of a watch that begins with the first call. That one waits for an answer of the API
     * server, for some seconds at most.
     *
     * @param id whose they are
     * @param source which Service of the same namespace
     * @return its endpoints; with a shortfall and {@link ServiceLook#known()} false while they have never been read
     */
    public ServiceLook look(ClusterId id, ReplicaSource source) {
        ServiceWatch watch = watches.compute(id, (same, known) -> {
            if (known != null && known.isOf(source.service()) && known.isAlive()) {
                return known;
            }
            if (known != null) {
                known.close();
            }
            return ServiceWatch.begin(client, id.namespace(), source.service(), () -> listener.accept(id));
        });
        return watch.look(source);
    }

    /** Ends the watch for this cluster, if there is one. */
    public void forget(ClusterId id) {
        ServiceWatch watch = watches.remove(id);
        if (watch != null) {
            watch.close();
        }
    }

    /** How many watches there are. */
    int size() {
        return watches.size();
    }
}
