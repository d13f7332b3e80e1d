package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.operator.caching.PolicyId;
import dev.sluice.operator.copies.CopyOwners;
import dev.sluice.operator.kubernetes.Managed;
import dev.sluice.operator.kubernetes.RetryLog;
import dev.sluice.operator.leader.Leadership;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.quarkus.arc.lookup.LookupIfProperty;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Hands each QueryCachePolicy that has changed, or of which a reading has brought news, to its keeper. */
@ControllerConfiguration(
        name = QueryCachePolicyReconciler.NAME,
        generationAwareEventProcessing = false,
        informer = @Informer(onUpdateFilter = AsksForWork.class),
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.MINUTES))
@LookupIfProperty(name = "sluice.query-cache-policies.enabled", stringValue = "true", lookupIfMissing = true)
@GradualRetry(maxAttempts = -1, initialInterval = 200, intervalMultiplier = 2, maxInterval = 30_000)
class QueryCachePolicyReconciler implements Reconciler<QueryCachePolicy> {

    static final String NAME = "querycachepolicy";

    private static final Logger LOG = Logger.getLogger(QueryCachePolicyReconciler.class);

    private static final String POLICY = "policy";

    private final Leadership leadership;
    private final PolicyKeeper keeper;
    private final ReadingEventSource readings;

    QueryCachePolicyReconciler(Leadership leadership, PolicyKeeper keeper, ReadingEventSource readings) {
        this.leadership = leadership;
        this.keeper = keeper;
        this.readings = readings;
    }

    @Override
    public List<EventSource<?, QueryCachePolicy>> prepareEventSources(EventSourceContext<QueryCachePolicy> context) {
        // Only Sluice's ConfigMaps: an informer on all of them would hold every ConfigMap of the cluster in memory.
        // Not by the label that names the policy, which is missing where that name is longer than a label may be.
        var configMaps = InformerEventSourceConfiguration.from(ConfigMap.class, QueryCachePolicy.class)
                .withName("cache-policies")
                .withLabelSelector(Managed.LABEL + "=" + Managed.BY)
                .withSecondaryToPrimaryMapper(new CopyOwners<>(PolicyCopies.KIND))
                .withNamespacesInheritedFromController()
                .build();
        readings.onDeleted(keeper::forget);
        leadership.onWon(keeper::beginAnew, () -> begun(context));
        leadership.onLost(keeper::stop);
        return List.of(readings, new InformerEventSource<>(configMaps, context));
    }

    // Before the sources run there is nothing to ask for, since each resource comes to the reconciler once they do.
    private void begun(EventSourceContext<QueryCachePolicy> context) {
        keeper.begun();
        if (readings.isRunning()) {
            context.getPrimaryCache().list().map(PolicyReader::id).forEach(readings::trigger);
        }
    }

    @Override
    public UpdateControl<QueryCachePolicy> reconcile(QueryCachePolicy policy, Context<QueryCachePolicy> context) {
        if (!leadership.leads()) {
            return UpdateControl.noUpdate();
        }
        PolicyId id = PolicyReader.id(policy);
        MDC.put(POLICY, id.toString());
        try {
            UpdateControl<QueryCachePolicy> done = UpdateControl.noUpdate();
            Duration again = keeper.keep(policy);
            return again == null ? done : done.rescheduleAfter(again);
        } finally {
            forgetIfGone(id, context);
            MDC.remove(POLICY);
        }
    }

    // A deletion may be told while the resource is reconciled, which would then begin again what has just been ended.
    private void forgetIfGone(PolicyId id, Context<QueryCachePolicy> context) {
        boolean there = context.getPrimaryCache()
                .get(new ResourceID(id.name(), id.namespace()))
                .filter(now -> id.equals(PolicyReader.id(now)))
                .isPresent();
        if (!there) {
            keeper.forget(id);
        }
    }

    @Override
    public ErrorStatusUpdateControl<QueryCachePolicy> updateErrorStatus(
            QueryCachePolicy policy, Context<QueryCachePolicy> context, Exception error) {
        MDC.put(POLICY, PolicyReader.id(policy).toString());
        try {
            RetryLog.tell(LOG, error);
        } finally {
            MDC.remove(POLICY);
        }
        return ErrorStatusUpdateControl.noStatusUpdate();
    }
}
