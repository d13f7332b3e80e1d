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
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A document in a ConfigMap that is watched at the API server, so that a change is known in a moment rather than when the
 * kubelet looks, with the mounted ConfigMap to fall back to. The newest of both is used. While the API server cannot be
 * reached or forbids it, the mount goes on by itself, and the watch is tried again for ever. That a connection has ended
 * without a word is noticed when the mount shows what the API server should have told, and after five minutes at the
 * latest. Thread-safe.
 *
 * @param <D> the document
 */
public final class WatchedDocument<D extends Published> implements Followed<D> {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedDocument.class);

    private final KubernetesClient client;
    private final String namespace;
    private final String configMap;
    private final String place;
    private final FollowedFile.Kind<D> kind;
    private final Subscribers<D> subscribers = new Subscribers<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final NewestDocument<D> newest = new NewestDocument<>();
    private final Hearing hearing = new Hearing();
    private Told listener;
    private volatile ConfigMapWatch watch;
    private @Nullable FollowedFile<D> mount;
    private @Nullable ScheduledFuture<?> looks;
    private boolean told;
    private boolean closed;
    private volatile @Nullable D current;
    private volatile String fault = "";
    private volatile String unwatched = "";

    private WatchedDocument(KubernetesClient client, String namespace, String configMap, FollowedFile.Kind<D> kind) {
        this.client = client;
        this.namespace = namespace;
        this.configMap = configMap;
        this.place = "ConfigMap " + namespace + "/" + configMap;
        this.kind = kind;
        this.listener = new Told();
        this.watch = ConfigMapWatch.begin(client, namespace, configMap, kind.key(), listener);
    }

    /**
     * Begins to watch, and does not wait for a document.
     *
     * @param client stays the application's: it closes it after this
     * @param mount where the same ConfigMap is mounted, the folder or the file; null for nowhere
     * @param scheduler looks at the mount and at the watch
     */
    public static <D extends Published> WatchedDocument<D> follow(
            KubernetesClient client,
            String namespace,
            String configMap,
            @Nullable Path mount,
            FollowedFile.Kind<D> kind,
            ScheduledExecutorService scheduler) {
        var document = new WatchedDocument<>(client, namespace, configMap, kind);
        if (mount != null) {
            FollowedFile<D> file = FollowedFile.follow(mount, kind, scheduler);
            document.mount = file;
            var unused = file.subscribe(document::mounted);
        }
        document.looks = scheduler.scheduleWithFixedDelay(
                document::look, Hearing.INTERVAL.toMillis(), Hearing.INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
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

    /** What is wrong with the document or the watch; and where nothing is, with the mount. */
    @Override
    public String fault() {
        if (!fault.isEmpty() || watch.isHeard()) {
            return fault;
        }
        return unwatched.isEmpty() && mount != null ? mount.fault() : unwatched;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (looks != null) {
            looks.cancel(false);
        }
        watch.close();
        if (mount != null) {
            mount.close();
        }
        subscribers.clear();
    }

    // A periodic task that throws is never run again.
    private synchronized void look() {
        try {
            lookAtWatch();
        } catch (RuntimeException e) {
            LOG.error("Looking at the watch of {} failed", place, e);
        }
    }

    private void lookAtWatch() {
        boolean heard = watch.isHeard();
        hearing.look(heard);
        if (heard) {
            unwatched = "";
        } else if (hearing.isLost()) {
            if (unwatched.isEmpty()) {
                unwatched("the API server does not answer");
            }
            D shown = mount == null ? null : mount.current();
            if (shown != null) {
                newest.fromMount(shown, false);
                publish("mounted");
            }
        }
        if (hearing.isOld()) {
            renew();
        }
    }

    private void renew() {
        if (!closed) {
            watch.close();
            listener = new Told();
            watch = ConfigMapWatch.begin(client, namespace, configMap, kind.key(), listener);
            hearing.renewed();
        }
    }

    private void unwatched(String why) {
        String problem = place + " is not watched, which is tried again: " + why;
        if (!problem.equals(unwatched)) {
            unwatched = problem;
            warn(problem);
        }
    }

    private void read(@Nullable String json) {
        told = true;
        if (json == null) {
            complain(place + " has no " + kind.key());
            return;
        }
        try {
            D next = kind.reader().read(json);
            if (newest.fromServer(next) == NewestDocument.Outcome.OLDER) {
                complain(place + " has revision " + next.revision() + ", older than the one in use");
            } else {
                fault = "";
                publish("watched");
            }
        } catch (DocumentFormatException e) {
            complain(place + " holds no " + kind.name() + ": " + e.getMessage());
        }
    }

    private synchronized void mounted(D next) {
        NewestDocument.Outcome outcome = newest.fromMount(next, !hearing.isLost());
        publish("mounted");
        boolean news = outcome == NewestDocument.Outcome.TAKEN || outcome == NewestDocument.Outcome.UNCONFIRMED;
        if (told && news && watch.isHeard()) {
            // The API server would have told of it long before, so its connection may have ended without a word.
            renew();
        }
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
            warn(problem);
        }
    }

    private void warn(String problem) {
        LOG.warn("{}; {}", problem, current == null ? "there is none to use yet" : "the last good one stays in use");
    }

    /** What one watch tells; it counts no more once another one has taken its place, since it may be older then. */
    private final class Told implements ConfigMapWatch.Listener {

        @Override
        public void document(@Nullable String json) {
            tell(() -> read(json));
        }

        @Override
        public void absent() {
            tell(() -> {
                if (told) {
                    complain(place + " has been deleted");
                }
            });
        }

        @Override
        public void failed(String why) {
            tell(() -> unwatched(why));
        }

        private void tell(Runnable news) {
            synchronized (WatchedDocument.this) {
                if (this == listener && !closed) {
                    news.run();
                }
            }
        }
    }
}
