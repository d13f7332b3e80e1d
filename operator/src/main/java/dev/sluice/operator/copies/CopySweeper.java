package dev.sluice.operator.databasecluster;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.operator.leader.Leadership;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Deletes copies that nobody asks for any more: those of resources that are gone, and of namespaces that a spec no longer
 * names. It looks when it is told to, and each minute, and always asks the API server for the resource before it deletes.
 * So nothing is left when a resource goes while no operator runs, without a finalizer, which would let the resource hang
 * in deletion until one does. Thread-safe.
 */
@ApplicationScoped
class CopySweeper {

    private static final Logger LOG = Logger.getLogger(CopySweeper.class);
    private static final long EACH_MILLIS = 60_000;

    private final KubernetesClient client;
    private final Leadership leadership;
    private final Vertx vertx;
    private final List<String> namespaces;
    private final AtomicBoolean asked = new AtomicBoolean();

    CopySweeper(KubernetesClient client, Leadership leadership, Vertx vertx, CopySettings settings) {
        this.client = client;
        this.leadership = leadership;
        this.vertx = vertx;
        this.namespaces = settings.namespaces().orElse(List.of());
    }

    void start(@Observes StartupEvent event) {
        if (!namespaces.isEmpty()) {
            vertx.setPeriodic(EACH_MILLIS, id -> sweepSoon());
        }
    }

    /** Looks, apart from the caller's thread; several calls before that count as one. */
    void sweepSoon() {
        if (!namespaces.isEmpty() && asked.compareAndSet(false, true)) {
            vertx.executeBlocking(
                    () -> {
                        asked.set(false);
                        sweep();
                        return null;
                    },
                    false);
        }
    }

    private synchronized void sweep() {
        Map<String, Optional<DatabaseCluster>> owners = new HashMap<>();
        for (String namespace : namespaces) {
            try {
                client.configMaps().inNamespace(namespace).withLabel(EndpointCopy.LABEL).list().getItems().stream()
                        .filter(copy -> leadership.leads() && isLeftOver(copy, owners))
                        .forEach(this::delete);
            } catch (KubernetesClientException e) {
                LOG.warnf(
                        "Copies in namespace %s could not be looked through for those that are left over; it is tried"
                                + " again: %s",
                        namespace, e.getMessage());
            }
        }
    }

    // A namespace of copies may be shared with a release that serves other namespaces, into which this one may not
    // look.
    private boolean isLeftOver(ConfigMap copy, Map<String, Optional<DatabaseCluster>> owners) {
        String owner = EndpointCopy.owner(copy);
        if (owner == null || !owner.matches("[^/]+/[^/]+")) {
            return false;
        }
        try {
            return !isWanted(copy, owners.computeIfAbsent(owner, this::find).orElse(null));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            LOG.debugf("The copy for %s is left to the operator that serves its namespace", owner);
            return false;
        }
    }

    /** Whether the resource, null when it is gone, asks for this copy. */
    static boolean isWanted(ConfigMap copy, @Nullable DatabaseCluster owner) {
        if (owner == null) {
            return false;
        }
        boolean understood =
                owner.getSpec() != null && owner.getSpec().unreadable().isEmpty();
        return !understood
                || (owner.getSpec()
                                .endpoints()
                                .publishTo()
                                .contains(copy.getMetadata().getNamespace())
                        && owner.endpointsConfigMapName()
                                .equals(copy.getMetadata().getName()));
    }

    private Optional<DatabaseCluster> find(String owner) {
        String[] parts = owner.split("/", 2);
        return Optional.ofNullable(client.resources(DatabaseCluster.class)
                .inNamespace(parts[0])
                .withName(parts[1])
                .get());
    }

    private void delete(ConfigMap copy) {
        String where =
                copy.getMetadata().getNamespace() + "/" + copy.getMetadata().getName();
        try {
            // Only as it was seen: somebody may have made it his own meanwhile.
            client.resource(copy)
                    .lockResourceVersion(copy.getMetadata().getResourceVersion())
                    .delete();
            LOG.infof("Deleted the copy %s, which nobody asks for any more", where);
        } catch (KubernetesClientException e) {
            boolean changed = e.getCode() == HttpURLConnection.HTTP_CONFLICT;
            LOG.logf(
                    changed ? Logger.Level.DEBUG : Logger.Level.WARN,
                    "The copy %s, which nobody asks for any more, could not be deleted; it is tried again: %s",
                    where,
                    e.getMessage());
        }
    }
}
