package dev.sluice.analysis.report;

import dev.sluice.sql.source.Position;
import java.util.Arrays;

/** A text by its lines, which are those of {@link dev.sluice.sql.source.Positions}. Not safe for use by several threads. */
final class SourceText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final int[] starts;

    // Where the last position was: the next one is mostly behind it, and lines may be long.
    private Position last = new Position(1, 1);
    private int lastOffset;

    SourceText(String text) {
        this.text = text;
        int[] found = new int[64];
        int count = 1;
        found[0] = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\n' || (c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n'))) {
                found = count == found.length ? Arrays.copyOf(found, count * 2) : found;
                found[count++] = at + 1;
            }
        }
        starts = Arrays.copyOf(found, count);
        lastOffset = starts[0];
    }

    /** The line without its break; empty where there is none. */
    String line(int line) {
        if (line > starts.length) {
            return "";
        }
        int end = line == starts.length ? text.length() : starts[line];
        while (end > starts[line - 1] && isBreak(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(starts[line - 1], end);
    }

    /** The offset of a position; that of the end where the text is shorter. */
    int offset(Position position) {
        if (position.line() > starts.length) {
            return text.length();
        }
        boolean behind = last.line() == position.line() && last.column() <= position.column();
        int at = behind ? lastOffset : starts[position.line() - 1];
        for (int column = behind ? last.column() : 1; column < position.column() && at < text.length(); column++) {
            at += Character.charCount(text.codePointAt(at));
        }
        last = position;
        lastOffset = at;
        return at;
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
