package dev.sluice.routing.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A document in a mounted file, such as a ConfigMap's key, looked at once a second.
 *
 * <p>The kubelet does not write into a mounted file; it swaps the link {@code ..data} beside it, which different file
 * systems report as different events or as none. So the file is polled: it is read anew when its place behind the link
 * has changed, and where there is no such link each time, which is a few kilobytes. Whatever is wrong with a newer
 * document, the last good one stays in use, and the fault is logged once. A lower revision of the same uid is refused.
 * Thread-safe.
 *
 * @param <D> the document
 */
public final class FollowedFile<D extends Published> implements Followed<D> {

    private static final Logger LOG = LoggerFactory.getLogger(FollowedFile.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Path file;
    private final Kind<D> kind;
    private final Subscribers<D> subscribers = new Subscribers<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private @Nullable ScheduledFuture<?> poll;

    private @Nullable Path seenAt;
    private @Nullable String seenText;
    private volatile @Nullable D current;
    private volatile String fault = "";

    private FollowedFile(Path file, Kind<D> kind) {
        this.file = file;
        this.kind = kind;
    }

    /**
     * What sort of document it is.
     *
     * @param name how messages call it, such as "endpoint document"
     * @param key the ConfigMap's key, and so the file's name within a folder
     * @param reader reads the text
     * @param summary what the log says of a document that is now in use
     */
    public record Kind<D>(String name, String key, Reader<D> reader, Function<D, String> summary) {}

    /** Reads a text. */
    @FunctionalInterface
    public interface Reader<D> {

        /** The document of this text. */
        D read(String text) throws DocumentFormatException;
    }

    /**
     * Reads the document, if it is there, and goes on polling.
     *
     * @param path the file, or the folder that holds it
     */
    public static <D extends Published> FollowedFile<D> follow(
            Path path, Kind<D> kind, ScheduledExecutorService scheduler) {
        Path file = Files.isDirectory(path) ? path.resolve(kind.key()) : path;
        FollowedFile<D> followed = new FollowedFile<>(file.toAbsolutePath(), kind);
        followed.look();
        if (MountPoints.isMountedAlone(followed.file)) {
            LOG.warn(
                    "{} is mounted by itself (subPath): it is never updated, so no change of the {} will be seen."
                            + " Mount the ConfigMap as a folder.",
                    followed.file,
                    kind.name());
        }
        followed.poll = scheduler.scheduleWithFixedDelay(
                followed::look, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return followed;
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

    @Override
    public @Nullable D current() {
        return current;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    @Override
    public String fault() {
        return fault;
    }

    @Override
    public Runnable subscribe(Consumer<D> listener) {
        return subscribers.add(listener);
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
                accept(kind.reader().read(text));
            }
        } catch (IOException e) {
            forgetSeen();
            complain(file + " cannot be read: " + e.getClass().getSimpleName() + " " + e.getMessage());
        } catch (DocumentFormatException e) {
            complain(file + " is no " + kind.name() + ": " + e.getMessage());
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

    private void accept(D next) {
        D before = current;
        if (before != null && before.uid().equals(next.uid()) && next.revision() < before.revision()) {
            complain(file + " has revision " + next.revision() + ", older than " + before.revision()
                    + " which is in use");
            return;
        }
        fault = "";
        current = next;
        LOG.info(
                "{} of revision {}: {}",
                kind.name(),
                next.revision(),
                kind.summary().apply(next));
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
