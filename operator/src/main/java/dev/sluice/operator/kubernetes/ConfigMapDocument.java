package dev.sluice.operator.kubernetes;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import dev.sluice.routing.document.DocumentFormatException;
import dev.sluice.routing.document.FollowedFile;
import dev.sluice.routing.document.Published;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A document that is published under a key of a ConfigMap, with checksums that show whether somebody has edited it.
 *
 * @param name how messages call it, such as "endpoint document"
 * @param key of the ConfigMap's data
 * @param reader reads the text
 * @param <D> the document
 */
public record ConfigMapDocument<D extends Published>(String name, String key, FollowedFile.Reader<D> reader) {

    private static final Logger LOG = Logger.getLogger(ConfigMapDocument.class);

    private static final String DOCUMENT_ANNOTATION = DatabaseCluster.GROUP + "/document-checksum";

    /** The text of the document; null when there is none. */
    public @Nullable String text(ConfigMap configMap) {
        return configMap.getData() == null ? null : configMap.getData().get(key);
    }

    /** The document; null when there is none that can be read. */
    public @Nullable D read(ConfigMap configMap) {
        String text = text(configMap);
        if (text == null) {
            return null;
        }
        try {
            return reader.read(text);
        } catch (DocumentFormatException e) {
            LOG.warnf(
                    "The %s in ConfigMap %s can't be read and will be written anew: %s",
                    name, configMap.getMetadata().getName(), e.getMessage());
            return null;
        }
    }

    /** Whether document and these labels are those that it was written with, and the labels are there. */
    public boolean isMarked(ConfigMap configMap, Map<String, String> wanted) {
        Map<String, String> labels = configMap.getMetadata().getLabels();
        return hasChecksum(configMap, Managed.CHECKSUM_ANNOTATION, wanted)
                && labels != null
                && labels.entrySet().containsAll(wanted.entrySet());
    }

    /** Whether the document in it is one that the operator wrote; one edited by hand proves nothing. */
    public boolean isUntouched(ConfigMap configMap) {
        return hasChecksum(configMap, DOCUMENT_ANNOTATION, Map.of());
    }

    /** The annotations of a ConfigMap with this text, besides those that others have put there. */
    public static Map<String, String> annotations(
            String text, Map<String, String> labels, @Nullable ConfigMap current) {
        Map<String, String> annotations = new HashMap<>();
        if (current != null && current.getMetadata().getAnnotations() != null) {
            annotations.putAll(current.getMetadata().getAnnotations());
        }
        annotations.put(Managed.CHECKSUM_ANNOTATION, checksum(text, labels));
        annotations.put(DOCUMENT_ANNOTATION, checksum(text, Map.of()));
        return annotations;
    }

    private boolean hasChecksum(ConfigMap configMap, String annotation, Map<String, String> labels) {
        Map<String, String> annotations = configMap.getMetadata().getAnnotations();
        String text = text(configMap);
        return annotations != null && text != null && checksum(text, labels).equals(annotations.get(annotation));
    }

    // Over the labels too: one that the spec no longer wants would otherwise stay, among those that others have added.
    private static String checksum(String text, Map<String, String> labels) {
        return Managed.checksum(new TreeMap<>(labels) + text);
    }
}
