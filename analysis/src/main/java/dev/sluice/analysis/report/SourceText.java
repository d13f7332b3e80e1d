package dev.sluice.analysis.report;

import dev.sluice.analysis.finding.Location;
import dev.sluice.analysis.parse.Secrets;
import dev.sluice.analysis.statement.Span;
import dev.sluice.sql.source.Position;
import java.util.Arrays;
import java.util.List;

/** A text by its lines, which are those of {@link dev.sluice.sql.source.Positions}. Not safe for use by several threads. */
final class SourceText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final List<Span> secrets;
    private final int[] starts;

    // Where the last position was: the next one is mostly behind it, and lines may be long.
    private Position last = new Position(1, 1);
    private int lastOffset;

    SourceText(String text) {
        this(text, List.of());
    }

    private SourceText(String text, List<Span> secrets) {
        this.text = text;
        this.secrets = secrets;
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

    /** A text of which no excerpt shows what nobody but the server should see. */
    static SourceText withoutSecrets(String text) {
        return new SourceText(text, Secrets.in(text));
    }

    /**
     * What is to be shown of the line on which a part of the text begins.
     *
     * @param text the line, or of a long one what is around the part's begin
     * @param from the part's first character in it
     * @param to behind the part's last character in it
     */
    record Excerpt(String text, int from, int to, boolean cutBefore, boolean cutBehind) {}

    /** The excerpt of at most that many characters; a dump may have one line of megabytes. */
    Excerpt excerpt(Location part, int most) {
        int line = part.from().line();
        int start = line > starts.length ? text.length() : starts[line - 1];
        int end = lineEnd(line, start);
        int from = Math.min(offset(part.from()), end);
        int to = part.to().line() == line ? Math.min(offset(part.to()), end) : end;
        int first = end - start <= most ? start : between(Math.max(start, from - most / 4));
        int last = between(Math.min(end, first + most));
        return new Excerpt(
                shown(first, last),
                shown(first, from).length(),
                shown(first, Math.min(to, last)).length(),
                first > start,
                last < end);
    }

    /** A part of the text, with a sign in the place of each secret. */
    private String shown(int from, int to) {
        StringBuilder shown = new StringBuilder();
        int at = from;
        for (Span secret : secrets) {
            if (secret.to() > at && secret.from() < to) {
                shown.append(text, at, Math.max(at, secret.from())).append(Secrets.HIDDEN);
                at = Math.min(secret.to(), to);
            }
        }
        return shown.append(text, at, Math.max(at, to)).toString();
    }

    private int lineEnd(int line, int start) {
        int end = line >= starts.length ? text.length() : starts[line];
        while (end > start && isBreak(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** The offset, or that before it where it would part a pair. */
    private int between(int offset) {
        boolean parts = offset > 0
                && offset < text.length()
                && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
        return parts ? offset - 1 : offset;
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
