package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.cache.statement.CacheHint;
import dev.sluice.routing.cache.statement.ReadQuery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The key of a query's result: its fingerprint, by which people find it, and SHA-256 of all that the result depends on
 * beside the data. The fingerprint's 64 bits alone would let two queries meet by chance or on purpose, and know no values.
 */
public final class StatementKey {

    private StatementKey() {}

    /**
     * The key.
     *
     * @param parameters as {@link ParameterText} has them
     */
    public static String of(ReadQuery query, SessionFacts session, Sources sources, String parameters) {
        MessageDigest digest = sha256();
        for (String part : new String[] {query.digest(), session.key(), sources.ids(), parameters, lifetime(query)}) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return "sql:" + query.fingerprint() + ":"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    // Who asks for a short time must not get what somebody else keeps for a long one.
    private static String lifetime(ReadQuery query) {
        CacheHint hint = query.hint();
        return hint == null ? "" : hint.ttl() + " " + hint.ttlClass() + " " + hint.rule();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
