package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.fleet.Fleet;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the promise of a DatabaseCluster: reads the latest state of its members, publishes the endpoints when routing
 * has changed, writes the status when it says something new. Asks no database itself.
 */
@ControllerConfiguration(
        name = DatabaseClusterReconciler.NAME,
        generationAwareEventProcessing = false,
        informer = @Informer(onUpdateFilter = MeantForUs.class),
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.MINUTES))
@GradualRetry(maxAttempts = -1, initialInterval = 200, intervalMultiplier = 2, maxInterval = 30_000)
class DatabaseClusterReconciler implements Reconciler<DatabaseCluster> {

    static final String NAME = "databasecluster";

    private final Fleet fleet;
    private final EndpointPublisher publisher;
    private final StatusWriter statuses;
    private final Clock clock;
    private final RoundEventSource rounds;

    DatabaseClusterReconciler(Fleet fleet, EndpointPublisher publisher, StatusWriter statuses, Clock clock) {
        this.fleet = fleet;
        this.publisher = publisher;
        this.statuses = statuses;
        this.clock = clock;
        this.rounds = new RoundEventSource(this::forget);
        var news = new RoundNews(rounds);
        fleet.onRound(news::hear);
        this.news = news;
    }

    private final RoundNews news;

    @Override
    public List<EventSource<?, DatabaseCluster>> prepareEventSources(EventSourceContext<DatabaseCluster> context) {
        // Only ConfigMaps with our label: an informer on all of them would hold every ConfigMap of the cluster in
        // memory.
        var configMaps = InformerEventSourceConfiguration.from(ConfigMap.class, DatabaseCluster.class)
                .withName("endpoints")
                .withLabelSelector(EndpointConfigMap.MANAGED_BY_LABEL + "=" + EndpointConfigMap.MANAGED_BY)
                .withNamespacesInheritedFromController()
                .build();
        return List.of(rounds, new InformerEventSource<>(configMaps, context));
    }

    @Override
    public UpdateControl<DatabaseCluster> reconcile(DatabaseCluster cluster, Context<DatabaseCluster> context) {
        MDC.put("cluster", PlanReader.id(cluster).toString());
        try {
            List<String> unreadable = cluster.getSpec() == null
                    ? List.of("spec")
                    : cluster.getSpec().unreadable();
            if (unreadable.isEmpty()) {
                reconcileUnderstood(cluster);
            } else {
                statuses.writeIfChanged(cluster, notUnderstood(cluster, unreadable));
            }
            return UpdateControl.noUpdate();
        } finally {
            MDC.remove("cluster");
        }
    }

    private void reconcileUnderstood(DatabaseCluster cluster) {
        Instant now = clock.instant();
        DatabaseClusterStatus before = statuses.known(cluster);
        cluster.setStatus(before);
        ClusterPlan plan = PlanReader.plan(cluster);
        ConfigMap current = publisher.current(cluster);
        ClusterState state = fleet.watch(
                plan, () -> ResumedState.of(cluster, plan, EndpointPublisher.document(cluster, current), now));
        boolean takenOver = state.rounds() == 0 && before != null;
        if (takenOver && !(plan.schedule().paused() && isNewSpec(before, plan))) {
            // What the operator before has written holds until the first round says otherwise. A paused cluster has no
            // round to wait for.
            return;
        }
        Publication publication = publisher.publish(cluster, state, current);
        statuses.write(cluster, StatusRenderer.render(state, publication, before, now), plan);
        news.reported(state, publication, statuses.known(cluster));
    }

    private static boolean isNewSpec(@Nullable DatabaseClusterStatus known, ClusterPlan plan) {
        return known == null || !Objects.equals(known.observedGeneration(), plan.generation());
    }

    private DatabaseClusterStatus notUnderstood(DatabaseCluster cluster, List<String> paths) {
        DatabaseClusterStatus before = statuses.known(cluster);
        DatabaseClusterStatus base = before == null ? DatabaseClusterStatus.empty() : before;
        long generation = cluster.getMetadata().getGeneration();
        return new DatabaseClusterStatus(
                generation,
                Conditions.notUnderstood(generation, paths, before, clock.instant()),
                base.primary(),
                base.timeline(),
                base.systemIdentifier(),
                base.replicas(),
                base.maxLag(),
                base.maxLagSeconds(),
                base.averageLagSeconds(),
                base.members(),
                base.endpoints());
    }

    private void forget(@Nullable DatabaseCluster cluster) {
        if (cluster != null) {
            var id = PlanReader.id(cluster);
            fleet.forget(id.namespace(), id.name());
            statuses.forget(cluster);
            news.forget(id);
        }
    }
}
