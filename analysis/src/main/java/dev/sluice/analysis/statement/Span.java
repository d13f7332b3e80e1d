package dev.sluice.analysis.statement;

/**
 * A part of a file's text.
 *
 * @param from the offset of its first character
 * @param to the offset behind its last character, never before {@code from}
 */
public record Span(int from, int to) {

    /** Refuses an end before the begin. */
    public Span {
        if (to < from) {
            throw new IllegalArgumentException("a span from " + from + " to " + to);
        }
    }

    /** The part as it stands in the text. */
    public String in(String text) {
        return text.substring(from, to);
    }
}
