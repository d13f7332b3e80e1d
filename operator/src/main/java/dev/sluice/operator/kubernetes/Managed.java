package dev.sluice.operator.kubernetes;

import dev.sluice.api.v1alpha1.DatabaseCluster;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** The marks of the ConfigMaps that Sluice publishes and watches. Pure. */
public final class Managed {

    /** On every ConfigMap that Sluice publishes; the only ones that it watches. */
    public static final String LABEL = "app.kubernetes.io/managed-by";

    /** The value of that label. */
    public static final String BY = "sluice";

    /** The annotation that shows whether somebody has edited it. */
    public static final String CHECKSUM_ANNOTATION = DatabaseCluster.GROUP + "/checksum";

    private static final int LONGEST_LABEL = 63;

    private Managed() {}

    /**
     * That label, and one that names the resource where its name is no longer than a label may be.
     *
     * @param label what names it
     * @param name the resource's name
     */
    public static Map<String, String> labels(String label, String name) {
        Map<String, String> labels = new HashMap<>();
        labels.put(LABEL, BY);
        if (name.length() <= LONGEST_LABEL) {
            labels.put(label, name);
        }
        return labels;
    }

    /** A checksum of what is published: the first 8 bytes of SHA-256. */
    public static String checksum(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
