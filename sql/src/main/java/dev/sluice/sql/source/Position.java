package dev.sluice.sql.source;

/**
 * A place in a text, as an editor shows it.
 *
 * @param line from 1
 * @param column from 1, in code points: a tab counts as one, and so does a character beyond U+FFFF
 */
public record Position(int line, int column) implements Comparable<Position> {

    @Override
    public int compareTo(Position other) {
        return line == other.line ? Integer.compare(column, other.column) : Integer.compare(line, other.line);
    }

    /** {@code line:column}. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
