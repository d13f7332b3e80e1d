package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.operator.cluster.ClusterId;
import dev.sluice.operator.copies.CopyOwners;
import dev.sluice.operator.discovery.ServiceWatches;
import dev.sluice.operator.kubernetes.Managed;
import dev.sluice.operator.kubernetes.MeantForUs;
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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Hands each DatabaseCluster that has changed, or of which a round has brought news, to its keeper. */
@ControllerConfiguration(
        name = DatabaseClusterReconciler.NAME,
        generationAwareEventProcessing = false,
        informer = @Informer(onUpdateFilter = MeantForUs.class),
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = -1, initialInterval = 200, intervalMultiplier = 2, maxInterval = 30_000)
class DatabaseClusterReconciler implements Reconciler<DatabaseCluster> {

    static final String NAME = "databasecluster";

    private static final Logger LOG = Logger.getLogger(DatabaseClusterReconciler.class);

    private static final Duration PUBLISH_AGAIN_AFTER = Duration.ofSeconds(5);

    private final Leadership leadership;
    private final ClusterKeeper keeper;
    private final RoundEventSource rounds;
    private final ServiceWatches services;

    DatabaseClusterReconciler(
            Leadership leadership, ClusterKeeper keeper, RoundEventSource rounds, ServiceWatches services) {
        this.services = services;
        this.leadership = leadership;
        this.keeper = keeper;
        this.rounds = rounds;
    }

    @Override
    public List<EventSource<?, DatabaseCluster>> prepareEventSources(EventSourceContext<DatabaseCluster> context) {
        // Only ConfigMaps with our label: an informer on all of them would hold every ConfigMap of the cluster in
        // memory.
        var configMaps = InformerEventSourceConfiguration.from(ConfigMap.class, DatabaseCluster.class)
                .withName("endpoints")
                .withLabelSelector(Managed.LABEL + "=" + Managed.BY)
                .withSecondaryToPrimaryMapper(new CopyOwners<>(EndpointCopies.KIND))
                .withNamespacesInheritedFromController()
                .build();
        services.onChange(rounds::trigger);
        rounds.onDeleted(keeper::forget);
        leadership.onWon(keeper::beginAnew, () -> begun(context));
        return List.of(rounds, new InformerEventSource<>(configMaps, context));
    }

    // Before the sources run there is nothing to ask for, since each resource comes to the reconciler once they do.
    private void begun(EventSourceContext<DatabaseCluster> context) {
        keeper.begun();
        if (rounds.isRunning()) {
            context.getPrimaryCache().list().map(PlanReader::id).forEach(rounds::trigger);
        }
    }

    @Override
    public UpdateControl<DatabaseCluster> reconcile(DatabaseCluster cluster, Context<DatabaseCluster> context) {
        ClusterId id = PlanReader.id(cluster);
        if (!leadership.leads()) {
            keeper.standBy(id);
            return UpdateControl.noUpdate();
        }
        MDC.put("cluster", id.toString());
        try {
            UpdateControl<DatabaseCluster> done = UpdateControl.noUpdate();
            return keeper.keep(cluster) ? done : done.rescheduleAfter(PUBLISH_AGAIN_AFTER);
        } finally {
            forgetIfGone(id, context);
            MDC.remove("cluster");
        }
    }

    // A deletion may be told while the resource is reconciled, which would then begin again what has just been ended.
    private void forgetIfGone(ClusterId id, Context<DatabaseCluster> context) {
        boolean there = context.getPrimaryCache()
                .get(new ResourceID(id.name(), id.namespace()))
                .filter(now -> id.equals(PlanReader.id(now)))
                .isPresent();
        if (!there) {
            keeper.forget(id);
        }
    }

    @Override
    public ErrorStatusUpdateControl<DatabaseCluster> updateErrorStatus(
            DatabaseCluster cluster, Context<DatabaseCluster> context, Exception error) {
        MDC.put("cluster", PlanReader.id(cluster).toString());
        try {
            RetryLog.tell(LOG, error);
        } finally {
            MDC.remove("cluster");
        }
        return ErrorStatusUpdateControl.noStatusUpdate();
    }
}
