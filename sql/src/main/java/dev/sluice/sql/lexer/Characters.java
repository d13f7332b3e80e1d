package dev.sluice.sql.lexer;

/** The classes of characters in PostgreSQL's lexer (its scan.l); whatever is not ASCII belongs to names. */
final class Characters {

    static final byte OTHER = 0;
    static final byte SPACE = 1;
    static final byte LETTER = 2;
    static final byte DIGIT = 3;
    static final byte OPERATOR = 4;
    static final byte SINGLE = 5;

    private static final byte[] CLASSES = classes();

    private Characters() {}

    static byte classOf(char c) {
        return c < 128 ? CLASSES[c] : LETTER;
    }

    static boolean isSpace(char c) {
        return classOf(c) == SPACE;
    }

    static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    static boolean beginsName(char c) {
        return classOf(c) == LETTER;
    }

    /** A dollar may stand inside a name, but not in the tag of a dollar quote nor in a psql variable. */
    static boolean continuesName(char c) {
        return continuesTag(c) || c == '$';
    }

    static boolean continuesTag(char c) {
        byte kind = classOf(c);
        return kind == LETTER || kind == DIGIT;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isOperator(char c) {
        return classOf(c) == OPERATOR;
    }

    /** The first offset from {@code at} on whose character does not continue a name. */
    static int nameEnd(String text, int at, int limit) {
        int end = at;
        while (end < limit && continuesName(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The same without the dollar. */
    static int tagEnd(String text, int at, int limit) {
        int end = at;
        while (end < limit && continuesTag(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static byte[] classes() {
        byte[] classes = new byte[128];
        fill(classes, " \t\n\r\f\u000b", SPACE);
        fill(classes, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", LETTER);
        fill(classes, "0123456789", DIGIT);
        fill(classes, "~!@#^&|`?+-*/%<>=", OPERATOR);
        fill(classes, ",()[];\\", SINGLE);
        return classes;
    }

    private static void fill(byte[] classes, String characters, byte kind) {
        for (int i = 0; i < characters.length(); i++) {
            classes[characters.charAt(i)] = kind;
        }
    }
}
