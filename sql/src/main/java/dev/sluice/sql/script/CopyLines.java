package dev.sluice.sql.script;

/** Finds the end of COPY's data, which is a line with {@code \.} alone. */
final class CopyLines {

    private final CopyData data;
    private final int behind;

    CopyLines(String text, int from, int limit) {
        int line = from;
        int next = afterLine(text, line, limit);
        while (line < limit && !isEnd(text, line, next)) {
            line = next;
            next = afterLine(text, line, limit);
        }
        data = new CopyData(from, line, line < limit);
        behind = next;
    }

    CopyData data() {
        return data;
    }

    /** Where the script goes on. */
    int behind() {
        return behind;
    }

    /** The begin of the next line; the limit on the last line. */
    static int afterLine(String text, int at, int limit) {
        int next = at;
        while (next < limit) {
            if (text.charAt(next++) == '\n') {
                return next;
            }
        }
        return limit;
    }

    private static boolean isEnd(String text, int line, int next) {
        int end = next;
        if (end > line && text.charAt(end - 1) == '\n') {
            end--;
        }
        if (end > line && text.charAt(end - 1) == '\r') {
            end--;
        }
        return end - line == 2 && text.charAt(line) == '\\' && text.charAt(line + 1) == '.';
    }
}
