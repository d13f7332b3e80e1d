package dev.sluice.routing.cache.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What stands in a name of Redis for a key, a table or a tag: itself or, when it is long, its beginning with a hash of the
 * whole. Whoever reads, writes or deletes must name it in the same way.
 */
public final class BoundedName {

    /** Longer ones are hashed; in {@code char}, of which an emoji has two. */
    static final int LONGEST = 512;

    private BoundedName() {}

    /** What stands for it. */
    public static String of(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        int end = LONGEST / 2;
        return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end) + '#' + hash(name);
    }

    private static String hash(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
