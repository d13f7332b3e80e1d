package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.operator.cluster.ClusterId;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.function.Consumer;

/**
 * Brings what the probes found to the reconciler, and the end of a resource to whoever watches it: without a finalizer
 * the reconciler itself is not told.
 */
final class RoundEventSource extends SimpleInboundEventSource<DatabaseCluster>
        implements ResourceEventAware<DatabaseCluster> {

    private final Consumer<DatabaseCluster> deleted;

    RoundEventSource(Consumer<DatabaseCluster> deleted) {
        super("rounds");
        this.deleted = deleted;
    }

    /** Asks for a reconciliation of this cluster. */
    void trigger(ClusterId cluster) {
        if (isRunning()) {
            propagateEvent(new ResourceID(cluster.name(), cluster.namespace()));
        }
    }

    @Override
    public void onResourceDeleted(DatabaseCluster resource) {
        deleted.accept(resource);
    }
}
