package dev.sluice.e2e.pod;

import dev.sluice.routing.source.TopologySource;
import dev.sluice.routing.source.WatchedTopologySource;
import dev.sluice.routing.topology.TopologyCodec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Prints each endpoint document that the library's watch on a ConfigMap brings, in the form of {@link MountWatch}. It has
 * no mount to fall back to, so that what is measured is the watch.
 */
public final class ApiWatch {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ApiWatch() {}

    /** Runs until it is killed; the argument is the ConfigMap's name, in the pod's own namespace. */
    public static void main(String[] arguments) throws InterruptedException {
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
        try (KubernetesClient client = new KubernetesClientBuilder().build();
                TopologySource source = WatchedTopologySource.origin(
                                client, client.getNamespace(), arguments[0], null, PATIENCE)
                        .open(scheduler)) {
            source.subscribe(document -> System.out.println(
                    Instant.now() + "\t" + TopologyCodec.write(document).replaceAll("\\s*\\R\\s*", " ")));
            new CountDownLatch(1).await();
        } finally {
            scheduler.shutdownNow();
        }
    }
}
