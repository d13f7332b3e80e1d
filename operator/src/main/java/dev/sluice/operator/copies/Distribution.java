package dev.sluice.operator.copies;

import dev.sluice.operator.nudge.ConsumerNudge;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a resource has published to those who use it: nudges the pods that mount it, keeps copies of it in other
 * namespaces, and has those removed that nobody asks for any more. Thread-safe for different resources.
 */
@ApplicationScoped
public class Distribution {

    private final CopyPublisher publisher;
    private final CopySweeper sweeper;
    private final ConsumerNudge nudge;

    Distribution(CopyPublisher publisher, CopySweeper sweeper, ConsumerNudge nudge) {
        this.publisher = publisher;
        this.sweeper = sweeper;
        this.nudge = nudge;
    }

    /** Has copies for resources of this kind removed from now on, when nobody asks for them. */
    public void lookAfter(CopyKind<?> kind) {
        sweeper.lookAfter(kind);
    }

    /** A resource is gone, by the word of the API server. */
    public void gone(CopyKind<?> kind, String namespace, String name) {
        sweeper.gone(kind, new ResourceID(name, namespace));
    }

    /** A resource may ask for fewer copies than before: one has another spec, or nobody looked for a while. */
    public void mayHaveLeftOver() {
        sweeper.sweepSoon();
    }

    /** Nudges the pods that mount the original. */
    public void published(CopyKind<?> kind, CopyWish wish, long revision) {
        nudge.changed(kind.consumed(), wish.namespace(), wish.name(), revision);
    }

    /**
     * Brings the copies up to date with the published ConfigMap.
     *
     * @param intact whether the original is one that the operator has written
     * @return what has become of them, null when none is asked for
     * @throws KubernetesClientException when the API server does not answer; to be tried again
     */
    public @Nullable Copies copy(CopyKind<?> kind, CopyWish wish, Predicate<ConfigMap> intact) {
        return publisher.keep(kind, wish, intact);
    }
}
