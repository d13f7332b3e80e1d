package dev.sluice.analysis.schema;

import org.jspecify.annotations.Nullable;

/**
 * A version of the server.
 *
 * @param major such as 18, from 11 on
 * @param minor such as 6; 99 where only the major version is known, which stands for the newest one
 */
public record PostgresVersion(int major, int minor) implements Comparable<PostgresVersion> {

    /** The oldest major version that the rules know. */
    public static final int OLDEST = 11;

    /** The newest major version that the rules have been held against. */
    public static final int NEWEST = 18;

    private static final int NEWEST_MINOR = 99;

    /** Refuses a version that the rules know nothing of. */
    public PostgresVersion {
        if (major < OLDEST || minor < 0) {
            throw new IllegalArgumentException(
                    "PostgreSQL version " + text(major, minor) + ": the rules know versions from " + OLDEST + " on");
        }
    }

    /** The newest minor version of a major one. */
    public static PostgresVersion of(int major) {
        return new PostgresVersion(major, NEWEST_MINOR);
    }

    /**
     * Reads {@code 14}, {@code 14.3}, or what the server answers, such as {@code 16.4 (Debian 16.4-1)}.
     *
     * @throws IllegalArgumentException if it is none of these, or older than the rules know
     */
    public static PostgresVersion parse(String text) {
        String number = text.strip().split("\\s", 2)[0];
        String[] parts = number.split("\\.", -1);
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = parts.length == 1 ? NEWEST_MINOR : Integer.parseInt(parts[1]);
            if (parts.length <= 2) {
                return new PostgresVersion(major, minor);
            }
        } catch (NumberFormatException e) {
            throw unknown(text, e);
        }
        throw unknown(text, null);
    }

    private static IllegalArgumentException unknown(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "PostgreSQL version '" + text + "': a number such as 17 or 16.4 is expected", cause);
    }

    /** Whether it is that major version or a later one. */
    public boolean isAtLeast(int otherMajor) {
        return major >= otherMajor;
    }

    @Override
    public int compareTo(PostgresVersion other) {
        return major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
    }

    /** {@code 18} or {@code 16.4}. */
    @Override
    public String toString() {
        return text(major, minor);
    }

    private static String text(int major, int minor) {
        return minor == NEWEST_MINOR ? Integer.toString(major) : major + "." + minor;
    }
}
