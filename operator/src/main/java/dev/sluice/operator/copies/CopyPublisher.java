package dev.sluice.operator.copies;

import dev.sluice.operator.kubernetes.ConfigMaps;
import dev.sluice.operator.nudge.ConsumerNudge;
import dev.sluice.routing.document.Published;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
     * @param intact whether the original is one that the operator has written
     * @return what has become of them, null when none is asked for
     * @throws KubernetesClientException when the API server does not answer; to be tried again
     */
    @Nullable
    Copies keep(CopyKind<?> kind, CopyWish wish, Predicate<ConfigMap> intact) {
        if (wish.namespaces().isEmpty()) {
            return null;
        }
        ConfigMap original = configMaps.find(wish.namespace(), wish.configMap());
        if (original == null || !intact.test(original)) {
            return new Copies(
                    wish.namespaces(),
                    List.of(new Copies.Failed(
                            "Pending", "The original has been deleted or edited meanwhile; it is tried again.")));
        }
        List<Copies.Failed> failed = new ArrayList<>();
        // In the resource's own namespace there is the original.
        List<String> others = wish.namespaces().stream()
                .filter(namespace -> !namespace.equals(wish.namespace()))
                .toList();
        others.forEach(namespace -> keep(kind, wish, namespace, original).ifPresent(failed::add));
        return new Copies(others, failed);
    }

    private Optional<Copies.Failed> keep(CopyKind<?> kind, CopyWish wish, String namespace, ConfigMap original) {
        String name = wish.configMap();
        if (!allowed.contains(namespace)) {
            return Optional.of(new Copies.Failed(
                    "NamespaceNotAllowed",
                    "The operator may not publish in namespace \"" + namespace
                            + "\": whoever installs it has to name it in the chart's publishTo.namespaces."));
        }
        try {
            ConfigMap current = configMaps.find(namespace, name);
            if (current != null && !Copy.isOurs(kind, wish, current)) {
                return Optional.of(new Copies.Failed(
                        "ConfigMapNotOwned",
                        "ConfigMap \"" + name + "\" of namespace \"" + namespace
                                + "\" exists and is no copy for this resource. Delete or rename it, or "
                                + kind.otherName() + "."));
            }
            write(kind, wish, namespace, original, current);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(failure(kind, namespace, name, e));
        }
    }

    private void write(
            CopyKind<?> kind, CopyWish wish, String namespace, ConfigMap original, @Nullable ConfigMap current) {
        if (current != null
                && (Copy.isCurrent(kind, wish, original, current) || Copy.isAheadOf(kind, current, original))) {
            return;
        }
        ConfigMap next = Copy.of(kind, wish, namespace, original, current);
        configMaps.write(next, current);
        LOG.infof(
                "Wrote the copy of ConfigMap %s in namespace %s",
                next.getMetadata().getName(), namespace);
        Published written = kind.document().read(next);
        if (written != null) {
            nudge.changed(kind.consumed(), namespace, wish.name(), written.revision());
        }
    }

    private static Copies.Failed failure(
            CopyKind<?> kind, String namespace, String name, KubernetesClientException error) {
        String where = "ConfigMap \"" + name + "\" of namespace \"" + namespace + "\"";
        return switch (error.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                new Copies.Failed(
                        "NamespaceNotFound",
                        "Namespace \"" + namespace + "\" does not exist: create it, or take it out of " + kind.field()
                                + ".");
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
