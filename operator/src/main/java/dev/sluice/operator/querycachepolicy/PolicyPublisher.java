package dev.sluice.operator.querycachepolicy;

import dev.sluice.api.v1alpha1.PublicationStatus;
import dev.sluice.api.v1alpha1.QueryCachePolicy;
import dev.sluice.api.v1alpha1.QueryCachePolicyStatus;
import dev.sluice.operator.kubernetes.ConfigMapRefusal;
import dev.sluice.operator.kubernetes.ConfigMaps;
import dev.sluice.operator.kubernetes.Ownership;
import dev.sluice.operator.probe.CatalogReading;
import dev.sluice.routing.cache.policy.CachePolicy;
import dev.sluice.routing.cache.policy.CachePolicyCodec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the cache policy document, and only when it changes or the ConfigMap is not as it was written.
 *
 * <p>Every write is a compare-and-set on the ConfigMap's {@code resourceVersion}, with a revision one above the larger
 * of the ConfigMap's and the status's. Two operators that both believe to lead can so never publish out of order: the
 * later one meets a conflict and reads again.
 */
@ApplicationScoped
class PolicyPublisher {

    private static final Logger LOG = Logger.getLogger(PolicyPublisher.class);

    private final ConfigMaps configMaps;
    private final Clock clock;

    /**
     * What to publish from.
     *
     * @param database that the DatabaseCluster names; null when there is no such DatabaseCluster
     * @param catalog what the catalog of that database says of writes
     * @param moves which Redis the policy has named before
     */
    record Facts(@Nullable String database, CatalogReading catalog, Moves moves) {}

    PolicyPublisher(ConfigMaps configMaps, Clock clock) {
        this.configMaps = configMaps;
        this.clock = clock;
    }

    /**
     * Publishes the policy, if that is news.
     *
     * @param policy the resource, whose spec is understood
     * @param status its status as known
     * @throws KubernetesClientException on a conflict, or when the API server does not answer; to be tried again
     */
    Publication publish(QueryCachePolicy policy, @Nullable QueryCachePolicyStatus status, Facts facts) {
        String name = policy.configMapName();
        try {
            return publish(policy, facts, revision(status));
        } catch (KubernetesClientException e) {
            return refusal(name, e);
        }
    }

    private Publication publish(QueryCachePolicy policy, Facts facts, long reported) {
        String name = policy.configMapName();
        ConfigMap current = configMaps.find(policy.getMetadata().getNamespace(), name);
        if (current != null && !Ownership.isOurs(policy, current)) {
            return new Publication.Refused(
                    name,
                    "ConfigMapNotOwned",
                    "ConfigMap \"" + name
                            + "\" exists and does not belong to this resource. Delete or rename it, or give this"
                            + " resource another name.");
        }
        CachePolicy written = current == null ? null : PolicyConfigMap.DOCUMENT.read(current);
        CachePolicy intact = current != null && PolicyConfigMap.isIntact(policy, current) ? written : null;
        long next = Math.max(written == null ? 0 : written.revision(), reported) + 1;
        if (policy.getSpec().paused() && (reported == 0 || stands(policy, current, written, reported))) {
            return new Publication.Paused(name);
        }
        boolean ofDatabase = current != null && PolicyConfigMap.isOfDatabase(current, facts.database());
        CachePolicy wanted;
        try {
            wanted = facts.moves()
                    .in(
                            DocumentRenderer.render(policy, facts.catalog(), ofDatabase ? intact : null),
                            intact,
                            written == null && reported == 0,
                            next);
        } catch (IllegalArgumentException e) {
            return new Publication.Refused(
                    name, "SpecContradicts", "The spec asks for what cannot be published: " + e.getMessage() + ".");
        }
        if (intact != null && ofDatabase && intact.sameCaching(wanted) && intact.revision() >= reported) {
            return new Publication.Done(
                    name,
                    intact.revision(),
                    intact.publishedAt(),
                    intact.writes().catalogKnown(),
                    facts.moves().former());
        }
        return write(policy, wanted, next, current, facts);
    }

    // What was published stays, whatever the spec says since, but for its labels. A ConfigMap that somebody has deleted
    // or edited meanwhile is made again of the spec.
    private boolean stands(
            QueryCachePolicy policy, @Nullable ConfigMap current, @Nullable CachePolicy written, long reported) {
        if (current == null
                || written == null
                || written.revision() < reported
                || !PolicyConfigMap.isUntouched(policy, current)) {
            return false;
        }
        if (!PolicyConfigMap.isIntact(policy, current)) {
            configMaps.write(PolicyConfigMap.of(policy, written, null, current), current);
        }
        return true;
    }

    private Publication write(
            QueryCachePolicy policy, CachePolicy wanted, long revision, @Nullable ConfigMap current, Facts facts) {
        if (revision > CachePolicyCodec.MAX_REVISION) {
            return new Publication.Refused(
                    policy.configMapName(),
                    "RevisionExhausted",
                    "The revision in the ConfigMap or the status was set to " + CachePolicyCodec.MAX_REVISION
                            + ", beyond which none is read. Delete this resource and make it anew.");
        }
        CachePolicy document = wanted.withRevision(revision, clock.instant());
        ConfigMap next = PolicyConfigMap.of(policy, document, facts.database(), current);
        configMaps.write(next, current);
        LOG.infof("Published revision %d of the cache policy in ConfigMap %s", revision, policy.configMapName());
        return new Publication.Done(
                policy.configMapName(),
                revision,
                document.publishedAt(),
                document.writes().catalogKnown(),
                facts.moves().former());
    }

    private static Publication.Refused refusal(String name, KubernetesClientException error) {
        ConfigMapRefusal refusal = ConfigMapRefusal.of(name, error);
        return new Publication.Refused(name, refusal.reason(), refusal.message());
    }

    private static long revision(@Nullable QueryCachePolicyStatus status) {
        PublicationStatus published = status == null ? null : status.publication();
        return published == null || published.revision() == null ? 0 : published.revision();
    }
}
