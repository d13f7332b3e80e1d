package dev.sluice.routing.watch;

import dev.sluice.routing.document.DocumentFormatException;
import dev.sluice.routing.document.Followed;
import dev.sluice.routing.document.FollowedFile;
import dev.sluice.routing.document.Published;
import dev.sluice.routing.document.Subscribers;
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
 * reached or forbids it, the mount goes on by itself, and the watch is tried again for ever. Thread-safe.
 *
 * @param <D> the document
 */
public final class WatchedDocument<D extends Published> implements Followed<D> {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedDocument.class);

    private final String place;
    private final FollowedFile.Kind<D> kind;
    private final Subscribers<D> subscribers = new Subscribers<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final NewestDocument<D> newest = new NewestDocument<>();
    private final ConfigMapWatch watch;
    private @Nullable FollowedFile<D> mount;
    private volatile @Nullable D current;
    private volatile String fault = "";

    private WatchedDocument(KubernetesClient client, String namespace, String configMap, FollowedFile.Kind<D> kind) {
        this.place = "ConfigMap " + namespace + "/" + configMap;
        this.kind = kind;
        this.watch = ConfigMapWatch.of(client, namespace, configMap, kind.key(), new ConfigMapWatch.Listener() {
            @Override
            public void document(@Nullable String json) {
                read(json);
            }

            @Override
            public void deleted() {
                complain(place + " has been deleted");
            }

            @Override
            public void failed(Throwable error) {
                unwatched(error);
            }
        });
    }

    /**
     * Begins to watch, and does not wait for a document.
     *
     * @param client stays the application's: it closes it after this
     * @param mount where the same ConfigMap is mounted, the folder or the file; null for nowhere
     * @param scheduler looks at the mount
     */
    public static <D extends Published> WatchedDocument<D> follow(
            KubernetesClient client,
            String namespace,
            String configMap,
            @Nullable Path mount,
            FollowedFile.Kind<D> kind,
            ScheduledExecutorService scheduler) {
        var document = new WatchedDocument<>(client, namespace, configMap, kind);
        document.watch.begin(document::unwatched);
        if (mount != null) {
            FollowedFile<D> file = FollowedFile.follow(mount, kind, scheduler);
            document.mount = file;
            var unused = file.subscribe(document::mounted);
        }
        return document;
    }

    /** Waits for the first document; false when there is none in time, or the thread is interrupted. */
    public boolean awaitFirst(Duration patience) {
        try {
            return first.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Which ConfigMap it is, for messages. */
    public String place() {
        return place;
    }

    @Override
    public @Nullable D current() {
        return current;
    }

    @Override
    public Runnable subscribe(Consumer<D> listener) {
        return subscribers.add(listener);
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

    private void unwatched(Throwable error) {
        complain(place + " cannot be watched: " + error.getMessage());
    }

    private void read(@Nullable String json) {
        if (json == null) {
            complain(place + " has no " + kind.key());
            return;
        }
        try {
            D next = kind.reader().read(json);
            synchronized (this) {
                if (newest.fromServer(next) == NewestDocument.Outcome.OLDER) {
                    complain(place + " has revision " + next.revision() + ", older than the one in use");
                } else {
                    fault = "";
                    publish("watched");
                }
            }
        } catch (DocumentFormatException e) {
            complain(place + " holds no " + kind.name() + ": " + e.getMessage());
        }
    }

    private synchronized void mounted(D next) {
        newest.fromMount(next, watch.isHeard());
        publish("mounted");
    }

    private void publish(String how) {
        D now = newest.current();
        if (now == null || now.equals(current)) {
            return;
        }
        current = now;
        LOG.info(
                "{} of revision {}, {}: {}",
                kind.name(),
                now.revision(),
                how,
                kind.summary().apply(now));
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
