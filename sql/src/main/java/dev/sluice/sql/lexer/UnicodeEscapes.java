package dev.sluice.sql.lexer;

/** The escapes of {@code U&}, which the server reads when the parts of a string have been put together. */
final class UnicodeEscapes {

    private final String text;
    private final char escape;
    private int at;

    UnicodeEscapes(String text, char escape) {
        this.text = text;
        this.escape = escape;
    }

    String read() {
        StringBuilder value = new StringBuilder(text.length());
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != escape) {
                value.append(c);
            } else if (at < text.length() && text.charAt(at) == escape) {
                value.append(text.charAt(at++));
            } else {
                value.appendCodePoint(point());
            }
        }
        return value.toString();
    }

    private int point() {
        int point = number();
        if (isHigh(point)) {
            if (at == text.length() || text.charAt(at++) != escape) {
                throw invalid("half a surrogate pair");
            }
            int low = number();
            if (!isLow(low)) {
                throw invalid("half a surrogate pair");
            }
            return Character.toCodePoint((char) point, (char) low);
        }
        if (point == 0 || !Character.isValidCodePoint(point) || isHalf(point)) {
            throw invalid("a code point that no text can have");
        }
        return point;
    }

    private int number() {
        boolean six = at < text.length() && text.charAt(at) == '+';
        int from = six ? at + 1 : at;
        int to = from + (six ? 6 : 4);
        int number = 0;
        for (at = from; at < to; at++) {
            int digit = at < text.length() && text.charAt(at) < 128 ? Character.digit(text.charAt(at), 16) : -1;
            if (digit < 0) {
                throw invalid("an escape that is not \\XXXX or \\+XXXXXX");
            }
            number = (number << 4) | digit;
        }
        return number;
    }

    static boolean isHigh(int point) {
        return point >= Character.MIN_HIGH_SURROGATE && point <= Character.MAX_HIGH_SURROGATE;
    }

    static boolean isLow(int point) {
        return point >= Character.MIN_LOW_SURROGATE && point <= Character.MAX_LOW_SURROGATE;
    }

    static boolean isHalf(int point) {
        return isHigh(point) || isLow(point);
    }

    private IllegalArgumentException invalid(String what) {
        return new IllegalArgumentException("the token has " + what + " before the character " + at + " of its value");
    }
}
