package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.operator.cluster.ClusterState;
import dev.sluice.operator.databasecluster.Publication.Hold;
import dev.sluice.operator.kubernetes.ConfigMapRefusal;
import dev.sluice.operator.kubernetes.ConfigMaps;
import dev.sluice.operator.kubernetes.Ownership;
import dev.sluice.routing.topology.Topology;
import dev.sluice.routing.topology.TopologyCodec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the endpoint document, and only when routing changes or the ConfigMap is not as it was written.
 *
 * <p>Every write is a compare-and-set on the ConfigMap's {@code resourceVersion}, with a revision one above the larger
 * of the ConfigMap's and the status's. Two operators that both believe to lead can so never publish out of order: the
 * later one meets a conflict and reads again; what it publishes then is never of an older timeline than what is there.
 */
@ApplicationScoped
class EndpointPublisher {

    private static final Logger LOG = Logger.getLogger(EndpointPublisher.class);

    private final ConfigMaps configMaps;
    private final Clock clock;

    EndpointPublisher(ConfigMaps configMaps, Clock clock) {
        this.configMaps = configMaps;
        this.clock = clock;
    }

    /**
     * A cluster's ConfigMap as it is now.
     *
     * @param map null when there is none or it may not be read
     * @param refusal why it may not be read, null when it may
     */
    record Current(@Nullable ConfigMap map, Publication.@Nullable Refused refusal) {}

    /** Reads the ConfigMap of that name. */
    Current current(DatabaseCluster cluster) {
        String name = cluster.endpointsConfigMapName();
        try {
            return new Current(configMaps.find(cluster.getMetadata().getNamespace(), name), null);
        } catch (KubernetesClientException e) {
            return new Current(null, refusal(name, e));
        }
    }

    /** The document in a ConfigMap of ours; null when there is none that can be read. */
    static @Nullable Topology document(DatabaseCluster cluster, @Nullable ConfigMap current) {
        return current == null || !Ownership.isOurs(cluster, current) ? null : EndpointConfigMap.DOCUMENT.read(current);
    }

    /** The document in a ConfigMap of ours, unless somebody has edited it. */
    static @Nullable Topology untouched(DatabaseCluster cluster, @Nullable ConfigMap current) {
        return isUntouched(current) ? document(cluster, current) : null;
    }

    /**
     * Publishes what is held true, if that is news.
     *
     * @param cluster the resource, with its status as known
     * @param state what is held true of it
     * @param found its ConfigMap as it is now
     * @throws KubernetesClientException on a conflict, or when the API server does not answer; to be tried again
     */
    Publication publish(DatabaseCluster cluster, ClusterState state, Current found) {
        String name = cluster.endpointsConfigMapName();
        if (found.refusal() != null) {
            return found.refusal();
        }
        ConfigMap current = found.map();
        if (current != null && !Ownership.isOurs(cluster, current)) {
            return new Publication.Refused(
                    name,
                    "ConfigMapNotOwned",
                    "ConfigMap \"" + name
                            + "\" exists and does not belong to this resource. Delete or rename it, or set"
                            + " spec.endpoints.configMapName to another name.");
        }
        Topology written = document(cluster, current);
        if (state.plan().schedule().paused()) {
            return asItWas(cluster, state, written, current);
        }
        boolean namesPrimary = written != null && written.primary() != null;
        boolean held = state.rounds() == 0
                || (state.sight().isBlind() && !state.isKnown())
                || (namesPrimary && state.awaitsPrimary());
        if (held) {
            return held(cluster, state, written, current);
        }
        if (written != null && isUntouched(current) && isAheadOf(written, state)) {
            return new Publication.Superseded(name);
        }
        Topology wanted = TopologyRenderer.render(state);
        Hold spared = state.sparesMembers() ? Hold.MEMBERS : Hold.NOTHING;
        if (current != null
                && written != null
                && written.sameRouting(wanted)
                && written.revision() >= reportedRevision(cluster)
                && EndpointConfigMap.isIntact(cluster, current)) {
            return new Publication.Done(name, written.revision(), written.publishedAt(), spared, null);
        }
        return write(cluster, wanted, spared, written, current);
    }

    private static boolean isUntouched(@Nullable ConfigMap current) {
        return current != null && EndpointConfigMap.DOCUMENT.isUntouched(current);
    }

    // Another operator has seen a promotion that this one has not. A conflict alone would make it decide again from
    // what it knows, and publish the older primary. A document of a resource that is gone proves nothing of this one.
    private static boolean isAheadOf(Topology written, ClusterState state) {
        Integer theirs = written.timeline();
        Integer ours = state.leadership().timeline();
        boolean ordered = ours != null && ours.equals(state.leadership().acceptedTimeline());
        boolean sameResource = written.uid().equals(state.plan().id().uid());
        return sameResource && theirs != null && (ours == null || theirs > ours) && !ordered;
    }

    // A ConfigMap that somebody has deleted or damaged before anything is known can only be restored once it is.
    private static Publication held(
            DatabaseCluster cluster, ClusterState state, @Nullable Topology written, @Nullable ConfigMap current) {
        String name = cluster.endpointsConfigMapName();
        if (written != null && current != null && EndpointConfigMap.isIntact(cluster, current)) {
            return new Publication.Done(name, written.revision(), written.publishedAt(), Hold.ALL, null);
        }
        String who = state.rounds() == 0 || state.sight().isBlind()
                ? "No member answers yet"
                : "The primary has not answered yet";
        return new Publication.Pending(name, who + ", so there is nothing to publish.");
    }

    // What was published stays, whatever the spec says since, but for its labels. A ConfigMap that somebody has
    // deleted or damaged is made again of what is known of the members.
    private Publication asItWas(
            DatabaseCluster cluster, ClusterState state, @Nullable Topology written, @Nullable ConfigMap current) {
        String name = cluster.endpointsConfigMapName();
        long reported = reportedRevision(cluster);
        boolean stands = written != null
                && isUntouched(current)
                && written.uid().equals(state.plan().id().uid())
                && written.revision() >= reported;
        if (written != null && stands) {
            return current != null && EndpointConfigMap.isIntact(cluster, current)
                    ? new Publication.Done(name, written.revision(), written.publishedAt(), Hold.ALL, null)
                    : write(cluster, written, Hold.ALL, written, current);
        }
        if (reported == 0) {
            return new Publication.Pending(name, "spec.paused is true, and nothing had been published before.");
        }
        if (!state.isKnown()) {
            return new Publication.Pending(
                    name,
                    "The ConfigMap was deleted or damaged while spec.paused is true, and nothing is known to put in its"
                            + " place. Set spec.paused to false.");
        }
        return write(cluster, TopologyRenderer.render(state), Hold.ALL, written, current);
    }

    private Publication write(
            DatabaseCluster cluster,
            Topology wanted,
            Hold held,
            @Nullable Topology written,
            @Nullable ConfigMap current) {
        long revision = Math.max(written == null ? 0 : written.revision(), reportedRevision(cluster)) + 1;
        if (revision > TopologyCodec.MAX_REVISION) {
            return new Publication.Refused(
                    cluster.endpointsConfigMapName(),
                    "RevisionExhausted",
                    "The revision in the ConfigMap or the status was set to " + TopologyCodec.MAX_REVISION
                            + ", beyond which none is read. Delete this resource and make it anew.");
        }
        Topology document = wanted.withRevision(revision, clock.instant());
        ConfigMap next = EndpointConfigMap.of(cluster, document, current);
        try {
            configMaps.write(next, current);
        } catch (KubernetesClientException e) {
            return refusal(next.getMetadata().getName(), e);
        }
        LOG.infof(
                "Published revision %d of the endpoints in ConfigMap %s",
                revision, next.getMetadata().getName());
        return new Publication.Done(next.getMetadata().getName(), revision, document.publishedAt(), held, null);
    }

    private static Publication.Refused refusal(String name, KubernetesClientException error) {
        ConfigMapRefusal refusal = ConfigMapRefusal.of(name, error);
        return new Publication.Refused(name, refusal.reason(), refusal.message());
    }

    private static long reportedRevision(DatabaseCluster cluster) {
        var status = cluster.getStatus();
        if (status == null || status.endpoints() == null || status.endpoints().revision() == null) {
            return 0;
        }
        return Objects.requireNonNull(status.endpoints().revision());
    }
}
