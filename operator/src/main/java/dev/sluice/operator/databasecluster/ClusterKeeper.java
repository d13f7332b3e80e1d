package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.DatabaseClusterSpec;
import dev.sluice.api.v1alpha1.DatabaseClusterStatus;
import dev.sluice.api.v1alpha1.ReplicaSource;
import dev.sluice.operator.cluster.ClusterId;
import dev.sluice.operator.cluster.ClusterPlan;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.condition.Conditions;
import dev.sluice.operator.copies.Distribution;
import dev.sluice.operator.discovery.ServiceLook;
import dev.sluice.operator.discovery.ServiceWatches;
import dev.sluice.operator.fleet.Fleet;
import dev.sluice.operator.kubernetes.Stored;
import dev.sluice.operator.leader.Leadership;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a cluster's probes, ConfigMap and status at what the spec wants and what is held true. Asks no database itself.
 * Thread-safe for different resources.
 */
@ApplicationScoped
class ClusterKeeper {

    private final KubernetesClient client;
    private final Leadership leadership;
    private final Fleet fleet;
    private final EndpointPublisher publisher;
    private final StatusWriter statuses;
    private final RoundNews news;
    private final ServiceWatches services;
    private final Distribution distribution;
    private final Clock clock;

    ClusterKeeper(
            KubernetesClient client,
            Leadership leadership,
            Fleet fleet,
            EndpointPublisher publisher,
            StatusWriter statuses,
            RoundNews news,
            ServiceWatches services,
            Distribution distribution,
            Clock clock) {
        this.client = client;
        this.leadership = leadership;
        this.fleet = fleet;
        this.publisher = publisher;
        this.statuses = statuses;
        this.news = news;
        this.services = services;
        this.distribution = distribution;
        distribution.lookAfter(EndpointCopies.KIND);
        this.clock = clock;
    }

    /**
     * Brings everything up to date.
     *
     * @param cached the resource as the watch has it
     * @return whether all is done; false when the endpoints could not be published, to be tried again
     */
    boolean keep(DatabaseCluster cached) {
        // The watch may be behind what the leader before has written.
        DatabaseCluster cluster =
                fleet.watches(PlanReader.id(cached)) ? cached : Stored.now(client, DatabaseCluster.class, cached);
        if (cluster == null) {
            return true;
        }
        List<String> unreadable =
                cluster.getSpec() == null ? List.of("spec") : cluster.getSpec().unreadable();
        if (unreadable.isEmpty()) {
            return keepUnderstood(cluster);
        }
        statuses.writeIfChanged(cluster, notUnderstood(cluster, unreadable));
        return true;
    }

    /** Ends what is done for a resource that is gone. */
    void forget(ClusterId gone) {
        services.forget(gone);
        fleet.forget(gone);
        statuses.forget(gone);
        news.forget(gone);
        distribution.gone(EndpointCopies.KIND, gone.namespace(), gone.name());
    }

    /** Looks after what the operator before may have left undone, once this one leads. */
    void begun() {
        distribution.mayHaveLeftOver();
    }

    /** Ends what only the operator that leads does. */
    void standBy(ClusterId id) {
        services.forget(id);
    }

    /** Forgets what was written, for an operator that has just won the lease: another may have written since. */
    void beginAnew() {
        statuses.forgetAll();
        news.forgetAll();
    }

    private boolean keepUnderstood(DatabaseCluster cluster) {
        Instant now = clock.instant();
        DatabaseClusterStatus before = statuses.known(cluster);
        cluster.setStatus(before);
        EndpointPublisher.Current current = publisher.current(cluster);
        ClusterPlan plan = PlanReader.plan(cluster, pods(cluster, current));
        ClusterState state = fleet.watch(
                plan, () -> ResumedState.of(cluster, plan, EndpointPublisher.untouched(cluster, current.map()), now));
        boolean takenOver = state.rounds() == 0 && before != null;
        if (takenOver && !plan.schedule().paused()) {
            // What the operator before has written holds until the first round says otherwise. A paused cluster has no
            // round to wait for.
            return true;
        }
        if (!leadership.leads()) {
            return true;
        }
        Publication publication = withCopies(cluster, before, publisher.publish(cluster, state, current));
        if (publication instanceof Publication.Superseded) {
            forget(plan.id());
            return false;
        }
        if (!leadership.leads()) {
            return true;
        }
        DatabaseClusterStatus status = before != null && state.rounds() == 0
                ? PausedStatus.of(state, publication, before, now)
                : StatusRenderer.render(state, publication, before, now);
        statuses.write(cluster, status, plan);
        news.reported(state, publication, statuses.known(cluster));
        return publication.isComplete();
    }

    private Publication withCopies(
            DatabaseCluster cluster, @Nullable DatabaseClusterStatus before, Publication publication) {
        if (isNewSpec(before, cluster.getMetadata().getGeneration())) {
            // It may have taken a namespace out of publishTo.
            distribution.mayHaveLeftOver();
        }
        if (!(publication instanceof Publication.Done done)) {
            return publication;
        }
        if (!isKnown(before, done.revision())) {
            distribution.published(EndpointCopies.KIND, EndpointCopies.of(cluster), done.revision());
        }
        return done.with(distribution.copy(
                EndpointCopies.KIND,
                EndpointCopies.of(cluster),
                original -> EndpointPublisher.untouched(cluster, original) != null));
    }

    private static boolean isKnown(@Nullable DatabaseClusterStatus before, long revision) {
        return before != null
                && before.endpoints() != null
                && Long.valueOf(revision).equals(before.endpoints().revision());
    }

    private static boolean isNewSpec(@Nullable DatabaseClusterStatus known, long generation) {
        return known == null || !Objects.equals(known.observedGeneration(), generation);
    }

    private @Nullable PodMembers pods(DatabaseCluster cluster, EndpointPublisher.Current current) {
        ClusterId id = PlanReader.id(cluster);
        DatabaseClusterSpec spec = cluster.getSpec();
        ReplicaSource source = spec.replicasFrom();
        if (source == null) {
            services.forget(id);
            return null;
        }
        var before = new PodMembers.Before(
                fleet.state(id), EndpointPublisher.untouched(cluster, current.map()), cluster.getStatus());
        if (spec.paused()) {
            // Nobody would probe what comes now.
            services.forget(id);
            return PodMembers.asBefore(spec, source, before, null);
        }
        ServiceLook look = services.look(id, source);
        return look.known()
                ? PodMembers.of(spec, source, look.endpoints())
                : PodMembers.asBefore(spec, source, before, look.endpoints().shortfall());
    }

    private DatabaseClusterStatus notUnderstood(DatabaseCluster cluster, List<String> paths) {
        DatabaseClusterStatus before = statuses.known(cluster);
        DatabaseClusterStatus base = before == null ? DatabaseClusterStatus.empty() : before;
        long generation = cluster.getMetadata().getGeneration();
        return base.with(generation, Conditions.notUnderstood(generation, paths, base.conditions(), clock.instant()));
    }
}
