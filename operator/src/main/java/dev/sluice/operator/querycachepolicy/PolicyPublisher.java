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

    PolicyPublisher(ConfigMaps configMaps, Clock clock) {
        this.configMaps = configMaps;
        this.clock = clock;
    }

    /**
     * Publishes the policy, if that is news.
     *
     * @param policy the resource, whose spec is understood
     * @param status its status as known
     * @param catalog what the database's catalog says of writes
     * @param moves which Redis it has named before
     * @throws KubernetesClientException on a conflict, or when the API server does not answer; to be tried again
     */
    Publication publish(
            QueryCachePolicy policy, @Nullable QueryCachePolicyStatus status, CatalogReading catalog, Moves moves) {
        String name = policy.configMapName();
        if (policy.getSpec().paused()) {
            return new Publication.Paused(name);
        }
        try {
            return publish(policy, catalog, moves, revision(status));
        } catch (KubernetesClientException e) {
            return refusal(name, e);
        }
    }

    private Publication publish(QueryCachePolicy policy, CatalogReading catalog, Moves moves, long reported) {
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
        CachePolicy wanted;
        try {
            wanted = moves.in(
                    DocumentRenderer.render(policy, catalog, written), intact, written == null && reported == 0, next);
        } catch (IllegalArgumentException e) {
            return new Publication.Refused(
                    name, "SpecContradicts", "The spec asks for what cannot be published: " + e.getMessage() + ".");
        }
        if (intact != null && intact.sameCaching(wanted) && intact.revision() >= reported) {
            return new Publication.Done(name, intact.revision(), intact.publishedAt(), moves.former());
        }
        return write(policy, wanted, next, current, moves);
    }

    private Publication write(
            QueryCachePolicy policy, CachePolicy wanted, long revision, @Nullable ConfigMap current, Moves moves) {
        if (revision > CachePolicyCodec.MAX_REVISION) {
            return new Publication.Refused(
                    policy.configMapName(),
                    "RevisionExhausted",
                    "The revision in the ConfigMap or the status was set to " + CachePolicyCodec.MAX_REVISION
                            + ", beyond which none is read. Delete this resource and make it anew.");
        }
        CachePolicy document = wanted.withRevision(revision, clock.instant());
        ConfigMap next = PolicyConfigMap.of(policy, document, current);
        configMaps.write(next, current);
        LOG.infof("Published revision %d of the cache policy in ConfigMap %s", revision, policy.configMapName());
        return new Publication.Done(policy.configMapName(), revision, document.publishedAt(), moves.former());
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
