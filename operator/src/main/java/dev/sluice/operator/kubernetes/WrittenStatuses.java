package dev.sluice.operator.kubernetes;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the statuses of one kind of resource, and remembers what it wrote, since the informer's copy of a resource may
 * still be the one before. Thread-safe for different resources.
 *
 * @param <K> what identifies a resource
 * @param <R> the kind
 * @param <S> its status
 */
public final class WrittenStatuses<K, R extends CustomResource<?, S>, S> {

    private final StatusPatch patch;
    private final Supplier<R> blank;
    private final Function<R, K> id;
    private final Map<K, Written<S>> written = new ConcurrentHashMap<>();

    /** A status, and the resource's version that it made. */
    private record Written<S>(S status, long version) {}

    /**
     * None is known yet.
     *
     * @param blank makes an object of the kind
     * @param id tells what identifies a resource
     */
    public WrittenStatuses(StatusPatch patch, Supplier<R> blank, Function<R, K> id) {
        this.patch = patch;
        this.blank = blank;
        this.id = id;
    }

    /**
     * The newer one of the status as this operator wrote it last and as the resource has it, which somebody else may have
     * written over; null when there is none.
     */
    public @Nullable S known(R resource) {
        Written<S> mine = written.get(id.apply(resource));
        return mine != null && version(resource) <= mine.version() ? mine.status() : resource.getStatus();
    }

    /**
     * Writes a status.
     *
     * @throws KubernetesClientException when the API server refuses or does not answer; to be tried again
     */
    public void write(R resource, S now) {
        long version = patch.apply(blank.get(), resource, newest(resource), now);
        written.put(id.apply(resource), new Written<>(now, version));
    }

    /** Forgets what was written of a resource that is gone. */
    public void forget(K gone) {
        written.remove(gone);
    }

    /** Forgets all that was written. */
    public void forgetAll() {
        written.clear();
    }

    private long newest(R resource) {
        Written<S> mine = written.get(id.apply(resource));
        return mine == null ? version(resource) : Math.max(mine.version(), version(resource));
    }

    // Versions grow: https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions
    private static long version(CustomResource<?, ?> resource) {
        return Long.parseLong(resource.getMetadata().getResourceVersion());
    }
}
