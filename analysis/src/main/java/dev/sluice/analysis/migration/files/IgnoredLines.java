package dev.sluice.analysis.migration.files;

import dev.sluice.analysis.statement.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that Liquibase leaves out: so many below {@code --ignoreLines:3}, or those from {@code --ignoreLines:start} to
 * {@code --ignoreLines:end} or the end of the file. The mark is the whole line, without a blank before or behind it; what
 * looks like it otherwise is none.
 */
final class IgnoredLines {

    private static final Pattern MARK = Pattern.compile("--\\s*ignoreLines:(\\w+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

    private final String text;
    private int at;

    private IgnoredLines(String text) {
        this.text = text;
        this.at = !text.isEmpty() && text.charAt(0) == '\uFEFF' ? 1 : 0;
    }

    /** Those of a text, marks included, each with what breaks its last line. */
    static List<Span> in(String text) {
        return new IgnoredLines(text).read();
    }

    private List<Span> read() {
        List<Span> ignored = new ArrayList<>();
        while (at < text.length()) {
            int from = at;
            String argument = argument();
            if (argument.equals("start")) {
                boolean ended = false;
                while (!ended && at < text.length()) {
                    ended = argument().equals("end");
                }
            } else if (COUNT.matcher(argument).matches()) {
                for (int left = Integer.parseInt(argument); left > 0 && at < text.length(); left--) {
                    line();
                }
            } else {
                continue;
            }
            ignored.add(new Span(from, at));
        }
        return ignored;
    }

    /** What the next line, which is read, says as a mark; empty where it is none. */
    private String argument() {
        Matcher mark = MARK.matcher(line());
        return mark.matches() ? mark.group(1) : "";
    }

    private String line() {
        int from = at;
        int end = text.indexOf('\n', from);
        at = end < 0 ? text.length() : end + 1;
        int to = end < 0 ? text.length() : end;
        return text.substring(from, to > from && text.charAt(to - 1) == '\r' ? to - 1 : to);
    }
}
