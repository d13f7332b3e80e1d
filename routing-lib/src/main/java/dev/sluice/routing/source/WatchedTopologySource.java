package dev.sluice.routing.source;

import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.watch.WatchedDocument;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint document in a ConfigMap that is watched at the API server, as {@link WatchedDocument} says.
 *
 * <p>Needs {@code io.fabric8:kubernetes-client} in the application, and for the pod's service account the verbs
 * {@code list} and {@code watch} on that one ConfigMap.
 */
public final class WatchedTopologySource implements TopologySource {

    private final WatchedDocument<Topology> document;

    private WatchedTopologySource(WatchedDocument<Topology> document) {
        this.document = document;
    }

    /**
     * An origin for {@code RoutingOptions.Builder.topology}.
     *
     * @param client stays the application's: it closes it after the data source
     * @param namespace the application's own namespace
     * @param configMap usually {@code <cluster>-endpoints}
     * @param mount where the same ConfigMap is mounted, the folder or the file; null for nowhere, and then a start needs
     *     the API server
     * @param patience how long a start waits for the first document; zero for not at all
     */
    public static TopologyOrigin origin(
            KubernetesClient client, String namespace, String configMap, @Nullable Path mount, Duration patience) {
        return scheduler -> {
            var document =
                    WatchedDocument.follow(client, namespace, configMap, mount, FileTopologySource.KIND, scheduler);
            if (!document.awaitFirst(patience)) {
                throw unavailable(document, mount != null, patience);
            }
            return new WatchedTopologySource(document);
        };
    }

    private static TopologyUnavailableException unavailable(
            WatchedDocument<Topology> document, boolean mounted, Duration patience) {
        String faults = document.fault();
        document.close();
        return new TopologyUnavailableException("No endpoint document in " + document.place()
                + (mounted ? " nor in its mount" : "") + " after " + patience.toMillis() + " ms"
                + (faults.isEmpty() ? "" : ": " + faults)
                + ". Check that its DatabaseCluster is Ready, and that this"
                + " pod's service account may list and watch the ConfigMap.");
    }

    @Override
    public Topology current() {
        return FileTopologySource.arrived(document);
    }

    @Override
    public Subscription subscribe(Consumer<Topology> listener) {
        return document.subscribe(listener)::run;
    }

    @Override
    public String fault() {
        return document.fault();
    }

    @Override
    public void close() {
        document.close();
    }
}
