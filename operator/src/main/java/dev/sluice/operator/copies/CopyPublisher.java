package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.operator.kubernetes.ConfigMaps;
import dev.sluice.operator.nudge.ConsumerNudge;
import dev.sluice.routing.topology.Topology;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the copies that specs ask for as the original is. Each write is a compare-and-set, and a later document is never
 * replaced by an earlier one; a ConfigMap that is no copy is not touched. Thread-safe for different resources.
 */
@ApplicationScoped
class CopyPublisher {

    private static final Logger LOG = Logger.getLogger(CopyPublisher.class);

    private final ConfigMaps configMaps;
    private final ConsumerNudge nudge;
    private final List<String> allowed;

    CopyPublisher(ConfigMaps configMaps, ConsumerNudge nudge, CopySettings settings) {
        this.configMaps = configMaps;
        this.nudge = nudge;
        this.allowed = settings.namespaces().orElse(List.of());
    }

    /**
     * Brings the copies up to date with the published ConfigMap.
     *
     * @return what has become of them, null when none is asked for
     * @throws KubernetesClientException when the API server does not answer; to be tried again
     */
    @Nullable
    Copies keep(DatabaseCluster cluster) {
        List<String> wanted = cluster.getSpec().endpoints().publishTo();
        if (wanted.isEmpty()) {
            return null;
        }
        String own = cluster.getMetadata().getNamespace();
        ConfigMap original = configMaps.find(own, cluster.endpointsConfigMapName());
        if (original == null || EndpointPublisher.untouched(cluster, original) == null) {
            return new Copies(
                    wanted,
                    List.of(new Copies.Failed(
                            "Pending", "The original has been deleted or edited meanwhile; it is tried again.")));
        }
        List<Copies.Failed> failed = new ArrayList<>();
        wanted.stream()
                .filter(namespace -> !namespace.equals(own))
                .forEach(namespace -> keep(cluster, namespace, original).ifPresent(failed::add));
        return new Copies(wanted, failed);
    }

    private Optional<Copies.Failed> keep(DatabaseCluster cluster, String namespace, ConfigMap original) {
        String name = cluster.endpointsConfigMapName();
        if (!allowed.contains(namespace)) {
            return Optional.of(new Copies.Failed(
                    "NamespaceNotAllowed",
                    "The operator may not publish in namespace \"" + namespace
                            + "\": whoever installs it has to name it in the chart's publishTo.namespaces."));
        }
        try {
            ConfigMap current = configMaps.find(namespace, name);
            if (current != null && !EndpointCopy.isOurs(cluster, current)) {
                return Optional.of(new Copies.Failed(
                        "ConfigMapNotOwned",
                        "ConfigMap \"" + name + "\" of namespace \"" + namespace
                                + "\" exists and is no copy for this resource. Delete or rename it, or set"
                                + " spec.endpoints.configMapName to another name."));
            }
            write(cluster, namespace, original, current);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(failure(namespace, name, e));
        }
    }

    private void write(DatabaseCluster cluster, String namespace, ConfigMap original, @Nullable ConfigMap current) {
        if (current != null) {
            Topology held = EndpointPublisher.read(current);
            boolean done = EndpointCopy.isCurrent(cluster, original, current)
                    || EndpointCopy.isAheadOf(current, held, EndpointPublisher.read(original));
            if (done) {
                return;
            }
        }
        ConfigMap next = EndpointCopy.of(cluster, namespace, original, current);
        configMaps.write(next, current);
        LOG.infof(
                "Wrote the copy of ConfigMap %s in namespace %s",
                next.getMetadata().getName(), namespace);
        Topology written = EndpointPublisher.read(next);
        if (written != null) {
            nudge.routingChanged(namespace, cluster.getMetadata().getName(), written.revision());
        }
    }

    private static Copies.Failed failure(String namespace, String name, KubernetesClientException error) {
        String where = "ConfigMap \"" + name + "\" of namespace \"" + namespace + "\"";
        return switch (error.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                new Copies.Failed(
                        "NamespaceNotFound",
                        "Namespace \"" + namespace + "\" does not exist: create it, or take it out of"
                                + " spec.endpoints.publishTo.");
            case HttpURLConnection.HTTP_FORBIDDEN ->
                new Copies.Failed(
                        "ConfigMapForbidden",
                        "The API server forbids the operator to read or write " + where
                                + ". Give its service account get, list, create, update and delete on configmaps"
                                + " there.");
            case HttpURLConnection.HTTP_CONFLICT ->
                new Copies.Failed(
                        "ConfigMapConflict",
                        where + " was written by somebody else at the same time; it is tried again.");
            default -> {
                if (error.getCode() <= 0) {
                    throw error;
                }
                yield new Copies.Failed(
                        "ConfigMapRejected",
                        "The API server did not take " + where + " (code " + error.getCode() + "); it is tried again.");
            }
        };
    }
}
