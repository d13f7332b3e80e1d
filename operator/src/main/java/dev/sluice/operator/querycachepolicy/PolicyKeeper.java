package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import dev.sluice.operator.caching.CachePlan;
import dev.sluice.operator.caching.CacheState;
import dev.sluice.operator.caching.Caches;
import dev.sluice.operator.caching.PolicyId;
import dev.sluice.operator.condition.Conditions;
import dev.sluice.operator.copies.Copies;
import dev.sluice.operator.copies.Distribution;
import dev.sluice.operator.kubernetes.Stored;
import dev.sluice.operator.leader.Leadership;
import dev.sluice.operator.probe.CatalogReading;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a policy's readings, ConfigMap and status at what the spec wants and what is held true. Asks no Redis itself.
 * Thread-safe for different resources.
 */
@ApplicationScoped
class PolicyKeeper {

    private static final Duration PUBLISH_AGAIN_AFTER = Duration.ofSeconds(5);

    private final KubernetesClient client;
    private final Leadership leadership;
    private final Caches caches;
    private final PolicyPublisher publisher;
    private final StatusWriter statuses;
    private final ReadingNews news;
    private final Catalogs catalogs;
    private final Distribution distribution;
    private final Clock clock;
    private final Duration settling;

    /** @param settling until when all applications have followed another Redis */
    PolicyKeeper(
            KubernetesClient client,
            Leadership leadership,
            Caches caches,
            PolicyPublisher publisher,
            StatusWriter statuses,
            ReadingNews news,
            Catalogs catalogs,
            Distribution distribution,
            Clock clock,
            @ConfigProperty(name = "sluice.query-cache-policies.settling", defaultValue = "3m") Duration settling) {
        this.client = client;
        this.leadership = leadership;
        this.caches = caches;
        this.publisher = publisher;
        this.statuses = statuses;
        this.news = news;
        this.catalogs = catalogs;
        this.distribution = distribution;
        distribution.lookAfter(PolicyCopies.KIND);
        this.clock = clock;
        this.settling = settling;
    }

    /**
     * Brings everything up to date.
     *
     * @param cached the resource as the watch has it
     * @return when to look again at the latest, without news; null for whenever
     */
    @Nullable
    Duration keep(QueryCachePolicy cached) {
        // The watch may be behind what the leader before has written, and what it has carried out is not to be done
        // again.
        QueryCachePolicy policy =
                caches.watches(PolicyReader.id(cached)) ? cached : Stored.now(client, QueryCachePolicy.class, cached);
        if (policy == null) {
            return null;
        }
        List<String> unreadable =
                policy.getSpec() == null ? List.of("spec") : policy.getSpec().unreadable();
        if (unreadable.isEmpty()) {
            return keepUnderstood(policy);
        }
        QueryCachePolicyStatus before = statuses.known(policy);
        QueryCachePolicyStatus base = before == null ? QueryCachePolicyStatus.empty() : before;
        long generation = policy.getMetadata().getGeneration();
        statuses.writeIfChanged(
                policy,
                base.with(
                        generation,
                        Conditions.notUnderstood(generation, unreadable, base.conditions(), clock.instant())));
        return null;
    }

    /** Ends what is done for a resource that is gone. */
    void forget(PolicyId gone) {
        caches.forget(gone);
        statuses.forget(gone);
        news.forget(gone);
        catalogs.forget(gone);
        distribution.gone(PolicyCopies.KIND, gone.namespace(), gone.name());
    }

    /** Looks after what the operator before may have left undone, once this one leads. */
    void begun() {
        distribution.mayHaveLeftOver();
    }

    /** Forgets what was written, for an operator that has just won the lease: another may have written since. */
    void beginAnew() {
        statuses.forgetAll();
        news.forgetAll();
        catalogs.forgetAll();
        caches.open();
    }

    /** Stops, for an operator that leads no longer. */
    void stop() {
        caches.close();
    }

    private @Nullable Duration keepUnderstood(QueryCachePolicy policy) {
        QueryCachePolicyStatus before = statuses.known(policy);
        Moves moves = Moves.of(before, policy.getSpec().redis(), clock.instant(), settling);
        CachePlan plan = PolicyReader.plan(policy, before, moves.former());
        if (!leadership.leads()) {
            return null;
        }
        CacheState state = caches.watch(plan);
        DatabaseCluster cluster = cluster(policy);
        String database = cluster == null || cluster.getSpec() == null
                ? null
                : cluster.getSpec().database();
        CatalogReading catalog = catalogs.of(plan.id(), policy.getSpec().databaseCluster(), database);
        Publication publication =
                publisher.publish(policy, before, new PolicyPublisher.Facts(database, catalog, moves));
        boolean published = isPublished(publication, before);
        lookForLeftOver(policy, before);
        Copies copied = published
                ? copies(policy, before, publication)
                : Copies.withoutOriginal(policy.getSpec().publishTo());
        var outlook = new Outlook(policy.getSpec(), state, publication, copied, cluster != null, catalog);
        if (!leadership.leads()) {
            return null;
        }
        statuses.write(policy, StatusRenderer.render(outlook, before, clock.instant()));
        news.reported(outlook, statuses.known(policy));
        boolean complete = !(publication instanceof Publication.Refused)
                && (!published || copied == null || copied.failed().isEmpty());
        return complete ? moves.untilNext() : PUBLISH_AGAIN_AFTER;
    }

    private void lookForLeftOver(QueryCachePolicy policy, @Nullable QueryCachePolicyStatus before) {
        if (before == null
                || !Objects.equals(
                        before.observedGeneration(), policy.getMetadata().getGeneration())) {
            // It may have taken a namespace out of publishTo.
            distribution.mayHaveLeftOver();
        }
    }

    // What was published before a pause still is.
    private static boolean isPublished(Publication publication, @Nullable QueryCachePolicyStatus before) {
        return publication instanceof Publication.Done
                || (publication instanceof Publication.Paused && before != null && before.publication() != null);
    }

    private @Nullable Copies copies(
            QueryCachePolicy policy, @Nullable QueryCachePolicyStatus before, Publication publication) {
        if (publication instanceof Publication.Done done && !isKnown(before, done.revision())) {
            distribution.published(PolicyCopies.KIND, PolicyCopies.of(policy), done.revision());
        }
        return distribution.copy(
                PolicyCopies.KIND, PolicyCopies.of(policy), original -> PolicyConfigMap.isIntact(policy, original));
    }

    private static boolean isKnown(@Nullable QueryCachePolicyStatus before, long revision) {
        return before != null
                && before.publication() != null
                && Long.valueOf(revision).equals(before.publication().revision());
    }

    private @Nullable DatabaseCluster cluster(QueryCachePolicy policy) {
        return client.resources(DatabaseCluster.class)
                .inNamespace(policy.getMetadata().getNamespace())
                .withName(policy.getSpec().databaseCluster())
                .get();
    }
}
