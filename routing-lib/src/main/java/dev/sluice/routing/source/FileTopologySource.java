package dev.sluice.routing.source;

import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import dev.sluice.routing.topology.TopologyFormatException;
import java.io.IOException;
import java.nio.file.Files;
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
 * A document in a mounted file, such as a ConfigMap's key, looked at once a second.
 *
 * <p>The kubelet does not write into a mounted file; it swaps the link {@code ..data} beside it, which different file
 * systems report as different events or as none. So the file is polled: it is read anew when its place behind the link
 * has changed, and where there is no such link each time, which is a few kilobytes. Whatever is wrong with a newer
 * document, the last good one stays in use, and the fault is logged once.
 */
public final class FileTopologySource implements TopologySource {

    private static final Logger LOG = LoggerFactory.getLogger(FileTopologySource.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Path file;
    private final Subscribers subscribers = new Subscribers();
    private final CountDownLatch first = new CountDownLatch(1);
    private @Nullable ScheduledFuture<?> poll;

    private @Nullable Path seenAt;
    private @Nullable String seenText;
    private volatile @Nullable Topology current;
    private volatile String fault = "";

    private FileTopologySource(Path file) {
        this.file = file;
    }

    /**
     * Reads the document and goes on polling.
     *
     * @param path the file, or the folder with {@code endpoints.json}
     * @param patience how long to wait for the first document; zero for not at all
     * @throws TopologyUnavailableException if there is no readable document by then
     */
    public static FileTopologySource open(Path path, Duration patience, ScheduledExecutorService scheduler) {
        FileTopologySource source = begin(path, scheduler);
        source.awaitFirst(patience);
        return source;
    }

    /** The same, for who does not wait: {@link #current()} fails until the first document has come. */
    static FileTopologySource begin(Path path, ScheduledExecutorService scheduler) {
        Path file = Files.isDirectory(path) ? path.resolve(TopologyCodec.DATA_KEY) : path;
        FileTopologySource source = new FileTopologySource(file.toAbsolutePath());
        source.look();
        if (MountPoints.isMountedAlone(source.file)) {
            LOG.warn(
                    "{} is mounted by itself (subPath): it is never updated, so no change of the cluster will be seen."
                            + " Mount the ConfigMap as a folder.",
                    source.file);
        }
        source.start(scheduler);
        return source;
    }

    private void start(ScheduledExecutorService scheduler) {
        poll = scheduler.scheduleWithFixedDelay(
                this::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void awaitFirst(Duration patience) {
        boolean arrived = false;
        try {
            arrived = first.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!arrived) {
            close();
            throw new TopologyUnavailableException(
                    "No endpoint document in " + file + " after " + patience.toMillis() + " ms: " + fault
                            + ". Mount the ConfigMap <cluster>-endpoints there, and check that its DatabaseCluster is"
                            + " Ready.");
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
        return subscribers.add(listener);
    }

    @Override
    public String fault() {
        return fault;
    }

    @Override
    public void close() {
        if (poll != null) {
            poll.cancel(false);
        }
        subscribers.clear();
    }

    // A periodic task that throws is never run again.
    private synchronized void look() {
        try {
            String text = readIfChanged();
            if (text != null) {
                accept(TopologyCodec.read(text));
            }
        } catch (IOException e) {
            forgetSeen();
            complain(file + " cannot be read: " + e.getClass().getSimpleName() + " " + e.getMessage());
        } catch (TopologyFormatException e) {
            complain(file + " is no endpoint document: " + e.getMessage());
        } catch (RuntimeException e) {
            forgetSeen();
            LOG.error("Looking at {} failed", file, e);
        }
    }

    private @Nullable String readIfChanged() throws IOException {
        Path link = file.resolveSibling("..data");
        boolean swaps = Files.isSymbolicLink(link);
        Path real = swaps ? link.toRealPath().resolve(file.getFileName()) : file;
        if (swaps && real.equals(seenAt)) {
            return null;
        }
        String text = Files.readString(real);
        seenAt = real;
        if (text.equals(seenText)) {
            return null;
        }
        seenText = text;
        return text;
    }

    private void forgetSeen() {
        seenAt = null;
        seenText = null;
    }

    private void accept(Topology next) {
        Topology before = current;
        if (before != null && before.uid().equals(next.uid()) && next.revision() < before.revision()) {
            complain(file + " has revision " + next.revision() + " of " + next.cluster() + ", older than "
                    + before.revision() + " which is in use");
            return;
        }
        fault = "";
        current = next;
        LOG.info(
                "Endpoint document of {}, revision {}: primary {}, {} replicas",
                next.cluster(),
                next.revision(),
                next.primary() == null ? "none" : next.primary().name(),
                next.replicas().size());
        subscribers.publish(next);
        first.countDown();
    }

    private void complain(String what) {
        if (!what.equals(fault)) {
            fault = what;
            LOG.warn("{}; {}", what, current == null ? "there is none to use yet" : "the last good one stays in use");
        }
    }
}
