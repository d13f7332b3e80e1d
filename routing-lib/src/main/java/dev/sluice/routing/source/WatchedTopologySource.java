package dev.sluice.routing.source;

import dev.sluice.routing.document.Subscribers;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import dev.sluice.routing.topology.TopologyFormatException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A document in a ConfigMap that is watched at the API server, so that a change is known in a moment rather than when the
 * kubelet looks, with the mounted ConfigMap to fall back to. The newest of both is used. While the API server cannot be
 * reached or forbids it, the mount goes on by itself, and the watch is tried again for ever.
 *
 * <p>Needs {@code io.fabric8:kubernetes-client} in the application, and for the pod's service account the verbs
 * {@code list} and {@code watch} on that one ConfigMap.
 */
public final class WatchedTopologySource implements TopologySource {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedTopologySource.class);

    private final String what;
    private final Subscribers<Topology> subscribers = new Subscribers<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final NewestTopology newest = new NewestTopology();
    private final ConfigMapWatch watch;
    private @Nullable FileTopologySource mount;
    private volatile @Nullable Topology current;
    private volatile String fault = "";

    private WatchedTopologySource(KubernetesClient client, String namespace, String configMap) {
        this.what = "ConfigMap " + namespace + "/" + configMap;
        this.watch = ConfigMapWatch.of(client, namespace, configMap, new ConfigMapWatch.Listener() {
            @Override
            public void document(@Nullable String json) {
                read(json);
            }

            @Override
            public void deleted() {
                complain(what + " has been deleted");
            }

            @Override
            public void failed(Throwable error) {
                complain(what + " cannot be watched: " + error.getMessage());
            }
        });
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
        return scheduler -> open(client, namespace, configMap, mount, patience, scheduler);
    }

    private static WatchedTopologySource open(
            KubernetesClient client,
            String namespace,
            String configMap,
            @Nullable Path mount,
            Duration patience,
            ScheduledExecutorService scheduler) {
        var source = new WatchedTopologySource(client, namespace, configMap);
        source.watch.begin(error -> source.complain(source.what + " cannot be watched: " + error.getMessage()));
        if (mount != null) {
            FileTopologySource file = FileTopologySource.begin(mount, scheduler);
            source.mount = file;
            file.subscribe(source::mounted);
        }
        source.awaitFirst(patience);
        return source;
    }

    private void awaitFirst(Duration patience) {
        boolean arrived = false;
        try {
            arrived = first.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!arrived) {
            String faults = fault();
            close();
            throw new TopologyUnavailableException("No endpoint document in " + what
                    + (mount == null ? "" : " nor in its mount") + " after " + patience.toMillis() + " ms"
                    + (faults.isEmpty() ? "" : ": " + faults)
                    + ". Check that its DatabaseCluster is Ready, and that this"
                    + " pod's service account may list and watch the ConfigMap.");
        }
    }

    @Override
    public Topology current() {
        Topology topology = current;
        if (topology == null) {
            throw new IllegalStateException("the first document has not arrived");
        }
        return topology;
    }

    @Override
    public Subscription subscribe(Consumer<Topology> listener) {
        return subscribers.add(listener)::run;
    }

    /** What is wrong with the watch; and where nothing is, with the mount. */
    @Override
    public String fault() {
        if (!fault.isEmpty() || watch.isHeard() || mount == null) {
            return fault;
        }
        return mount.fault();
    }

    @Override
    public void close() {
        watch.close();
        if (mount != null) {
            mount.close();
        }
        subscribers.clear();
    }

    private void read(@Nullable String json) {
        if (json == null) {
            complain(what + " has no " + TopologyCodec.DATA_KEY);
            return;
        }
        try {
            Topology next = TopologyCodec.read(json);
            synchronized (this) {
                if (newest.fromServer(next) == NewestTopology.Outcome.OLDER) {
                    complain(what + " has revision " + next.revision() + ", older than the one in use");
                } else {
                    fault = "";
                    publish("watched");
                }
            }
        } catch (TopologyFormatException e) {
            complain(what + " holds no endpoint document: " + e.getMessage());
        }
    }

    private synchronized void mounted(Topology next) {
        newest.fromMount(next, watch.isHeard());
        publish("mounted");
    }

    private void publish(String how) {
        Topology now = newest.current();
        if (now == null || now.equals(current)) {
            return;
        }
        current = now;
        LOG.info("Endpoint document of {}, revision {}, {}", now.cluster(), now.revision(), how);
        subscribers.publish(now);
        first.countDown();
    }

    private void complain(String problem) {
        if (!problem.equals(fault)) {
            fault = problem;
            LOG.warn(
                    "{}; {}", problem, current == null ? "there is none to use yet" : "the last good one stays in use");
        }
    }
}
