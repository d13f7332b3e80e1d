package dev.sluice.operator.copies;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.operator.kubernetes.ConfigMapDocument;
import dev.sluice.operator.kubernetes.Managed;
import dev.sluice.routing.document.Published;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a ConfigMap in another namespace. An owner reference does not reach across namespaces, so an annotation says
 * whose it is, and a label lets copies be listed. Pure.
 */
final class Copy {

    /** The namespace of the resource; on every copy and on nothing else. */
    static final String LABEL = DatabaseCluster.GROUP + "/copy-of-namespace";

    private Copy() {}

    /** Whether it is a copy for this resource, or for one of the same name before it. */
    static boolean isOurs(CopyKind<?> kind, CopyWish wish, ConfigMap copy) {
        Map<String, String> labels = copy.getMetadata().getLabels();
        return labels != null
                && Managed.BY.equals(labels.get(Managed.LABEL))
                && kind.owner(copy)
                        .filter(new ResourceID(wish.name(), wish.namespace())::equals)
                        .isPresent();
    }

    /** Whether it holds the document and is as it was written. */
    static boolean isCurrent(CopyKind<?> kind, CopyWish wish, ConfigMap original, ConfigMap copy) {
        return text(kind, original).equals(kind.document().text(copy))
                && kind.document().isMarked(copy, labels(wish));
    }

    /**
     * Whether it holds a later document of the same resource, which another operator has written meanwhile; a copy that
     * somebody has edited does not.
     */
    static boolean isAheadOf(CopyKind<?> kind, ConfigMap copy, ConfigMap original) {
        if (!kind.document().isUntouched(copy)) {
            return false;
        }
        Published held = kind.document().read(copy);
        Published now = kind.document().read(original);
        return held != null && now != null && held.uid().equals(now.uid()) && held.revision() > now.revision();
    }

    static ConfigMap of(
            CopyKind<?> kind, CopyWish wish, String namespace, ConfigMap original, @Nullable ConfigMap current) {
        String text = text(kind, original);
        Map<String, String> annotations = ConfigMapDocument.annotations(text, labels(wish), current);
        annotations.put(kind.ownerAnnotation(), wish.namespace() + "/" + wish.name());
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(wish.configMap())
                .withResourceVersion(
                        current == null ? null : current.getMetadata().getResourceVersion())
                .withLabels(labels(wish))
                .withAnnotations(annotations)
                .endMetadata()
                .withData(Map.of(kind.document().key(), text))
                .build();
    }

    private static Map<String, String> labels(CopyWish wish) {
        Map<String, String> labels = new HashMap<>(wish.labels());
        labels.put(LABEL, wish.namespace());
        return labels;
    }

    private static String text(CopyKind<?> kind, ConfigMap original) {
        return Objects.requireNonNull(
                kind.document().text(original), kind.document().key());
    }
}
