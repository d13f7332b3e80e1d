package dev.sluice.analysis.finding;

import dev.sluice.sql.source.Position;

/**
 * The text that a finding is about.
 *
 * @param file the path as the user gave it, with {@code /} between folders; {@code <stdin>} for standard input
 * @param from the first character
 * @param to the position after the last character, never before {@code from}
 */
public record Location(String file, Position from, Position to) implements Comparable<Location> {

    /** Refuses an end before the begin. */
    public Location {
        if (to.compareTo(from) < 0) {
            throw new IllegalArgumentException(
                    "location of " + file + " ends at " + to + " before it begins at " + from);
        }
    }

    /** By file, then by place. */
    @Override
    public int compareTo(Location other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : from.compareTo(other.from);
    }

    /** {@code file:line:column}. */
    @Override
    public String toString() {
        return file + ":" + from;
    }
}
