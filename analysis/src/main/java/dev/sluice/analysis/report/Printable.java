package dev.sluice.analysis.report;

import java.util.stream.Collectors;

/**
 * Text from a migration, made fit for a terminal or a log: a character that moves the cursor, changes the order of
 * reading or is not to be seen becomes {@code U+FFFD}, so that no file can show something else than it says.
 */
final class Printable {

    private static final int REPLACEMENT = 0xFFFD;

    private Printable() {}

    /** The text on one line: line breaks and tabs become spaces. */
    static String line(String text) {
        return mapped(text, ' ');
    }

    /** The text with its lines, which end with a line feed, and its tabs. */
    static String lines(String text) {
        return text.lines().map(Printable::source).collect(Collectors.joining("\n"));
    }

    /** The text of one line of source, with its tabs. */
    static String source(String text) {
        return mapped(text, '\t');
    }

    private static String mapped(String text, int tab) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> printable.appendCodePoint(mapped(c, tab)));
        return printable.toString();
    }

    private static int mapped(int c, int tab) {
        if (c == '\t') {
            return tab;
        }
        if (c == '\n' || c == '\r') {
            return ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> REPLACEMENT;
            default -> c;
        };
    }

    /** Columns of a terminal that a character fills. */
    static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        if (c < 0x1100) {
            return 1;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> 2;
            default -> (c >= 0xFF01 && c <= 0xFF60) || (c >= 0x1F300 && c <= 0x1FAFF) ? 2 : 1;
        };
    }
}
