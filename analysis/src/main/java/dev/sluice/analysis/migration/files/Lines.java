package dev.sluice.analysis.migration.files;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a text that tools take for marks, whatever they stand in. */
final class Lines {

    /** A line that is a mark, without what breaks it. */
    record Line(int start, int end, String text) {}

    private Lines() {}

    /** Those that match from their begin on. */
    static List<Line> matching(String text, Pattern mark) {
        List<Line> lines = new ArrayList<>();
        int start = !text.isEmpty() && text.charAt(0) == '\uFEFF' ? 1 : 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int next = end < 0 ? text.length() : end + 1;
            end = end < 0 ? text.length() : end;
            // Marks are comments; what is longer than any mark is none.
            if (isComment(text, start, end)) {
                String line = text.substring(start, Math.min(end, start + 1000)).strip();
                if (mark.matcher(line).lookingAt()) {
                    lines.add(new Line(start, end, line));
                }
            }
            start = next;
        }
        return lines;
    }

    private static boolean isComment(String text, int start, int end) {
        int at = start;
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return text.startsWith("--", at);
    }
}
