package dev.sluice.routing.cache.automatic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/** SHA-256 of texts. */
final class Digest {

    private Digest() {}

    /** The digest, in 43 characters; it tells too where one text ends and the next one begins. */
    static String of(List<String> parts) {
        StringBuilder all = new StringBuilder(1024);
        for (String part : parts) {
            all.append(part.length()).append(':').append(part);
        }
        byte[] digest = sha256().digest(all.toString().getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
