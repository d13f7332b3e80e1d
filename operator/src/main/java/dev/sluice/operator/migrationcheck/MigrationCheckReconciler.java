package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.MigrationCheck;
import dev.sluice.operator.kubernetes.MeantForUs;
import dev.sluice.operator.kubernetes.RetryLog;
import dev.sluice.operator.leader.Leadership;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.quarkus.arc.lookup.LookupIfProperty;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/** Hands each MigrationCheck that has changed, whose Job has, or that is due, to its keeper; at least once a minute. */
@LookupIfProperty(name = "sluice.migration-checks.enabled", stringValue = "true", lookupIfMissing = true)
@ControllerConfiguration(
        name = MigrationCheckReconciler.NAME,
        generationAwareEventProcessing = false,
        informer = @Informer(onUpdateFilter = MeantForUs.class),
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = -1, initialInterval = 200, intervalMultiplier = 2, maxInterval = 30_000)
class MigrationCheckReconciler implements Reconciler<MigrationCheck> {

    static final String NAME = "migrationcheck";

    private static final Logger LOG = Logger.getLogger(MigrationCheckReconciler.class);
    private static final GroupVersionKind JOB = new GroupVersionKind("batch", "v1", "Job");

    private final Leadership leadership;
    private final CheckKeeper keeper;
    private final CheckWakeUps wakeUps;
    private final CheckMeters meters;

    MigrationCheckReconciler(Leadership leadership, CheckKeeper keeper, CheckWakeUps wakeUps, CheckMeters meters) {
        this.leadership = leadership;
        this.keeper = keeper;
        this.wakeUps = wakeUps;
        this.meters = meters;
    }

    @Override
    public List<EventSource<?, MigrationCheck>> prepareEventSources(EventSourceContext<MigrationCheck> context) {
        // Only our Jobs: an informer on all of them would hold every Job of the cluster in memory. Nobody reads them,
        // so the classes of all that a pod may have are not loaded for them.
        var jobs = InformerEventSourceConfiguration.from(JOB, MigrationCheck.class)
                .withName("jobs")
                .withLabelSelector(AnalysisJob.COMPONENT_LABEL + "=" + AnalysisJob.COMPONENT)
                .withNamespacesInheritedFromController()
                .build();
        meters.follow(() -> context.getPrimaryCache().list());
        leadership.onWon(() -> {}, () -> begun(context));
        return List.of(wakeUps, new InformerEventSource<>(jobs, context));
    }

    // Before the sources run there is nothing to ask for, since each resource comes to the reconciler once they do.
    private void begun(EventSourceContext<MigrationCheck> context) {
        if (wakeUps.isRunning()) {
            context.getPrimaryCache().list().forEach(wakeUps::wake);
        }
    }

    @Override
    public UpdateControl<MigrationCheck> reconcile(MigrationCheck check, Context<MigrationCheck> context) {
        if (!leadership.leads()) {
            return UpdateControl.noUpdate();
        }
        MDC.put("check", id(check));
        try {
            UpdateControl<MigrationCheck> done = UpdateControl.noUpdate();
            return keeper.keep(check).map(done::rescheduleAfter).orElse(done);
        } finally {
            MDC.remove("check");
        }
    }

    @Override
    public ErrorStatusUpdateControl<MigrationCheck> updateErrorStatus(
            MigrationCheck check, Context<MigrationCheck> context, Exception error) {
        MDC.put("check", id(check));
        try {
            RetryLog.tell(LOG, error);
        } finally {
            MDC.remove("check");
        }
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    private static String id(MigrationCheck check) {
        return check.getMetadata().getNamespace() + "/" + check.getMetadata().getName();
    }
}
