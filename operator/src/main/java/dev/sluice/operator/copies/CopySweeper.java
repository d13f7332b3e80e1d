package dev.sluice.operator.copies;

import dev.sluice.operator.leader.Leadership;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

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
    private final List<CopyKind<?>> kinds = new CopyOnWriteArrayList<>();
    private final Set<Owner> gone = ConcurrentHashMap.newKeySet();
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

    /** Looks after the copies for resources of this kind from now on. */
    void lookAfter(CopyKind<?> kind) {
        kinds.add(kind);
    }

    /** Looks for the copies of a resource that is gone. Its namespace may be too, and with it the right to ask. */
    void gone(CopyKind<?> kind, ResourceID resource) {
        if (!namespaces.isEmpty()) {
            gone.add(new Owner(kind, resource));
            sweepSoon();
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
        Map<Owner, Predicate<ConfigMap>> owners = new HashMap<>();
        Set<Owner> before = Set.copyOf(gone);
        boolean all = true;
        for (String namespace : namespaces) {
            try {
                client.configMaps().inNamespace(namespace).withLabel(Copy.LABEL).list().getItems().stream()
                        .filter(copy -> leadership.leads() && isLeftOver(copy, owners))
                        .forEach(this::delete);
            } catch (KubernetesClientException e) {
                all = false;
                LOG.warnf(
                        "Copies in namespace %s could not be looked through for those that are left over; it is tried"
                                + " again: %s",
                        namespace, e.getMessage());
            }
        }
        if (all && leadership.leads()) {
            // Who is gone and has no copy left is of no more interest.
            before.stream().filter(owner -> !owners.containsKey(owner)).forEach(gone::remove);
        }
    }

    private record Owner(CopyKind<?> kind, ResourceID id) {}

    // A namespace of copies may be shared with a release that serves other namespaces, into which this one may not
    // look.
    private boolean isLeftOver(ConfigMap copy, Map<Owner, Predicate<ConfigMap>> wanted) {
        List<Owner> owners = kinds.stream()
                .flatMap(kind -> kind.owner(copy).map(id -> new Owner(kind, id)).stream())
                .toList();
        return !owners.isEmpty()
                && owners.stream()
                        .noneMatch(owner ->
                                wanted.computeIfAbsent(owner, this::wanted).test(copy));
    }

    private Predicate<ConfigMap> wanted(Owner owner) {
        try {
            Predicate<ConfigMap> wanted = owner.kind().wanted(client, owner.id());
            gone.remove(owner);
            return wanted;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            if (gone.contains(owner)) {
                return copy -> false;
            }
            LOG.debugf("The copy for %s is left to the operator that serves its namespace", owner.id());
            return copy -> true;
        }
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
