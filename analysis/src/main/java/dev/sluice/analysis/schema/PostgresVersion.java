package dev.sluice.analysis.schema;

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
                    "PostgreSQL version " + major + "." + minor + ": the rules know versions from " + OLDEST + " on");
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
        String[] parts = number.split("\\.", 3);
        try {
            int major = Integer.parseInt(parts[0]);
            return parts.length == 1 ? of(major) : new PostgresVersion(major, Integer.parseInt(parts[1]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "PostgreSQL version '" + text + "': a number such as 17 or 16.4 is expected", e);
        }
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
        return minor == NEWEST_MINOR ? Integer.toString(major) : major + "." + minor;
    }
}
