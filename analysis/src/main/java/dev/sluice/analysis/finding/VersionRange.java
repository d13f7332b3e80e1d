package dev.sluice.analysis.finding;

/**
 * Major versions of PostgreSQL for which something holds.
 *
 * @param from the first one
 * @param to the last one, {@link Integer#MAX_VALUE} where none is known to be the last
 */
public record VersionRange(int from, int to) {

    /** All that are known. */
    public static final VersionRange ALL = new VersionRange(11, Integer.MAX_VALUE);

    /** Refuses a range with nothing in it. */
    public VersionRange {
        if (to < from) {
            throw new IllegalArgumentException("PostgreSQL versions from " + from + " to " + to);
        }
    }

    /** That version and all later ones. */
    public static VersionRange since(int major) {
        return new VersionRange(major, Integer.MAX_VALUE);
    }

    /** That version and all earlier ones. */
    public static VersionRange upTo(int major) {
        return new VersionRange(11, major);
    }

    /** Whether it holds for that version. */
    public boolean contains(int major) {
        return from <= major && major <= to;
    }

    /** {@code all}, {@code 12+}, {@code ≤ 11} or {@code 12–17}. */
    @Override
    public String toString() {
        if (to == Integer.MAX_VALUE) {
            return from <= 11 ? "all" : from + "+";
        }
        return from <= 11 ? "≤ " + to : from + "–" + to;
    }

    /** Such as {@code  (PostgreSQL 12 and later)}, with a space before it; empty when it is all. */
    public String words() {
        if (equals(ALL)) {
            return "";
        }
        if (from == to) {
            return " (PostgreSQL " + from + ")";
        }
        return to == Integer.MAX_VALUE
                ? " (PostgreSQL " + from + " and later)"
                : " (PostgreSQL " + from + " to " + to + ")";
    }
}
