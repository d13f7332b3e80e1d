package dev.sluice.cli.config;

import dev.sluice.analysis.schema.PostgresVersion;

/** The server's version as somebody has written it. */
public final class GivenVersion {

    /** So many major versions ahead of the newest that is known a version may be: it has just been released, or will be. */
    private static final int AHEAD = 2;

    private GivenVersion() {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is none, or one that the rules cannot judge for; its message says so, without a period
     */
    public static PostgresVersion parse(String text) {
        PostgresVersion version = PostgresVersion.parse(text);
        if (version.major() > PostgresVersion.NEWEST + AHEAD) {
            throw new IllegalArgumentException("there is no PostgreSQL " + text + "; the rules know the versions from "
                    + PostgresVersion.OLDEST + " to " + PostgresVersion.NEWEST);
        }
        return version;
    }
}
