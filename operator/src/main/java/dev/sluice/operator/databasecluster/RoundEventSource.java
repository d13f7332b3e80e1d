package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.operator.cluster.ClusterId;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/**
 * Brings what the probes found to the reconciler, and the end of a resource to whoever watches it: without a finalizer
 * the reconciler itself is not told.
 */
@Singleton
class RoundEventSource extends SimpleInboundEventSource<DatabaseCluster>
        implements ResourceEventAware<DatabaseCluster> {

    private volatile Consumer<ClusterId> deleted = gone -> {};

    RoundEventSource() {
        super("rounds");
    }

    /** Calls this with each resource that is deleted. */
    void onDeleted(Consumer<ClusterId> listener) {
        deleted = listener;
    }

    /** Asks for a reconciliation of this cluster. */
    void trigger(ClusterId cluster) {
        if (isRunning()) {
            propagateEvent(new ResourceID(cluster.name(), cluster.namespace()));
        }
    }

    @Override
    public void onResourceDeleted(DatabaseCluster resource) {
        deleted.accept(PlanReader.id(resource));
    }
}
