package dev.sluice.routing.cache.automatic;

import dev.sluice.routing.cache.statement.CacheHint;
import dev.sluice.routing.cache.statement.ReadQuery;
import java.util.List;

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
        return "sql:" + query.fingerprint() + ":"
                + Digest.of(List.of(
                        query.digest(),
                        session.key(),
                        String.valueOf(session.timeline()),
                        sources.ids(),
                        parameters,
                        lifetime(query)));
    }

    // Who asks for a short time must not get what somebody else keeps for a long one.
    private static String lifetime(ReadQuery query) {
        CacheHint hint = query.hint();
        return hint == null ? "" : hint.ttl() + " " + hint.ttlClass() + " " + hint.rule();
    }
}
