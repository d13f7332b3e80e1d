package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.operator.caching.PolicyId;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/**
 * Brings what was read from Redis to the reconciler, and the end of a resource to whoever watches it: without a finalizer
 * the reconciler itself is not told.
 */
@Singleton
class ReadingEventSource extends SimpleInboundEventSource<QueryCachePolicy>
        implements ResourceEventAware<QueryCachePolicy> {

    private volatile Consumer<PolicyId> deleted = gone -> {};

    ReadingEventSource() {
        super("readings");
    }

    /** Calls this with each resource that is deleted. */
    void onDeleted(Consumer<PolicyId> listener) {
        deleted = listener;
    }

    /** Asks for a reconciliation of this policy. */
    void trigger(PolicyId policy) {
        if (isRunning()) {
            propagateEvent(new ResourceID(policy.name(), policy.namespace()));
        }
    }

    @Override
    public void onResourceDeleted(QueryCachePolicy resource) {
        deleted.accept(PolicyReader.id(resource));
    }
}
