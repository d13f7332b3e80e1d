package dev.sluice.operator.migrationcheck;

import dev.sluice.api.v1alpha1.MigrationCheck;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run is made of, as a checksum: another one is another run. It is made of the generation, which counts the changes
 * of the spec, the content of the ConfigMap and the annotation; not of the spec's own text, to which a later version of the
 * operator may add fields. Pure.
 */
final class RunInputs {

    private static final int CHECKSUM_BYTES = 16;
    private static final int NAME_BYTES = 5;

    /** A Job's name is a label of its pods. */
    private static final int LONGEST_NAME = 63;

    private RunInputs() {}

    /**
     * The checksum.
     *
     * @param source the ConfigMap that the spec names, null when it names something else
     * @param baseline what was found earlier, null without it
     */
    static String checksum(MigrationCheck check, @Nullable ConfigMap source, @Nullable String baseline) {
        MessageDigest digest = sha256();
        add(digest, Long.toString(check.getMetadata().getGeneration()));
        Map<String, String> annotations = check.getMetadata().getAnnotations();
        String wish = annotations == null ? null : annotations.get(MigrationCheck.RUN_ANNOTATION);
        add(digest, wish == null ? "" : wish);
        if (source != null) {
            addAll(digest, source.getData());
            addAll(digest, source.getBinaryData());
        }
        if (baseline != null) {
            add(digest, "baseline");
            add(digest, baseline);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, CHECKSUM_BYTES);
    }

    /** The name of the Job of a run; the same whenever it is asked for, so that no run is begun twice. */
    static String jobName(MigrationCheck check, long number, String inputs) {
        MessageDigest digest = sha256();
        add(digest, check.getMetadata().getUid());
        add(digest, Long.toString(number));
        add(digest, inputs);
        String suffix = "-" + HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
        String name = check.getMetadata().getName().replace('.', '-');
        String begin = name.substring(0, Math.min(name.length(), LONGEST_NAME - suffix.length()));
        return begin.replaceAll("-+$", "") + suffix;
    }

    private static void addAll(MessageDigest digest, @Nullable Map<String, String> files) {
        Map<String, String> sorted = files == null ? Map.of() : new TreeMap<>(files);
        add(digest, Integer.toString(sorted.size()));
        sorted.forEach((name, content) -> {
            add(digest, name);
            add(digest, content);
        });
    }

    // With its length, so that no two lists of texts have the same bytes.
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
