package dev.sluice.sql.lexer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a string or a name stands for, as a server whose encoding is UTF-8 takes it. */
public final class TokenValue {

    private final String text;
    private final int limit;
    private byte[] value;
    private int length;
    private int at;

    private TokenValue(String text, int from, int to) {
        this.text = text;
        this.at = from;
        this.limit = to;
        this.value = new byte[Math.max(16, to - from)];
    }

    /**
     * The value of a token: of a text its characters, of a name the name as the server keeps it, but for the cut behind
     * 63 bytes. {@code U&} is read with a backslash, as it is without {@code UESCAPE}.
     *
     * @throws IllegalArgumentException if an escape or a byte that one makes is none that the server takes, or the token
     *     is of another kind
     */
    public static String of(Lexer lexer) {
        return of(lexer.token(), lexer.kind(), '\\');
    }

    /** The same with the escape character of {@code U&}. */
    public static String of(String token, TokenKind kind, char unicodeEscape) {
        TokenValue reading = new TokenValue(token, opening(token, kind), token.length());
        switch (kind) {
            case WORD -> reading.word();
            case DOLLAR_STRING -> reading.dollar();
            case QUOTED_NAME, UNICODE_NAME -> reading.quoted('"', false);
            case STRING, NATIONAL_STRING, UNICODE_STRING -> reading.quoted('\'', false);
            case ESCAPE_STRING -> reading.quoted('\'', true);
            default -> throw new IllegalArgumentException("a token of kind " + kind + " has no text as its value");
        }
        String value = reading.decoded();
        boolean unicode = kind == TokenKind.UNICODE_STRING || kind == TokenKind.UNICODE_NAME;
        return unicode ? new UnicodeEscapes(value, unicodeEscape).read() : value;
    }

    private static int opening(String token, TokenKind kind) {
        return switch (kind) {
            case WORD -> 0;
            case DOLLAR_STRING -> token.indexOf('$', 1) + 1;
            case UNICODE_NAME, UNICODE_STRING -> 3;
            case ESCAPE_STRING, NATIONAL_STRING -> 2;
            default -> 1;
        };
    }

    private void word() {
        while (at < limit) {
            addPoint(NameTable.lower(text.charAt(at)) == text.charAt(at) ? point() : NameTable.lower(next()));
        }
    }

    private void dollar() {
        int end = limit - at;
        while (at < end) {
            addPoint(point());
        }
    }

    private void quoted(char quote, boolean backslashes) {
        while (at < limit) {
            char c = text.charAt(at);
            if (c == quote) {
                quote(quote);
            } else if (c == '\\' && backslashes) {
                at++;
                escape();
            } else {
                addPoint(point());
            }
        }
    }

    /** A doubled quote, the end, or the gap between two parts of a string. */
    private void quote(char quote) {
        at++;
        if (at == limit) {
            return;
        }
        if (text.charAt(at) == quote) {
            add(quote);
            at++;
            return;
        }
        while (text.charAt(at) != quote) {
            at = text.charAt(at) == '-' ? QuoteScan.lineEnd(text, at, limit) : at + 1;
        }
        at++;
    }

    private void escape() {
        char c = next();
        switch (c) {
            case 'b' -> add('\b');
            case 'f' -> add('\f');
            case 'n' -> add('\n');
            case 'r' -> add('\r');
            case 't' -> add('\t');
            case 'v' -> add('\u000b');
            case 'u' -> addPoint(pair(hex(4, 4)));
            case 'U' -> addPoint(pair(hex(8, 8)));
            case 'x' -> add(hexDigit(at) < 0 ? 'x' : hex(1, 2));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                add(octal());
            }
            default -> {
                at--;
                addPoint(point());
            }
        }
    }

    private int octal() {
        int octet = 0;
        for (int digits = 0; digits < 3 && at < limit && text.charAt(at) >= '0' && text.charAt(at) <= '7'; digits++) {
            octet = octet * 8 + next() - '0';
        }
        return octet & 0xFF;
    }

    /** The other half of a surrogate pair must follow as an escape too. */
    private int pair(int point) {
        if (!UnicodeEscapes.isHigh(point)) {
            return point;
        }
        if (at + 1 >= limit || next() != '\\') {
            throw invalid("half a surrogate pair");
        }
        char form = next();
        if (form != 'u' && form != 'U') {
            throw invalid("half a surrogate pair");
        }
        int digits = form == 'u' ? 4 : 8;
        int low = hex(digits, digits);
        if (!UnicodeEscapes.isLow(low)) {
            throw invalid("half a surrogate pair");
        }
        return Character.toCodePoint((char) point, (char) low);
    }

    private int hex(int fewest, int most) {
        int number = 0;
        int digits = 0;
        for (; digits < most && hexDigit(at) >= 0; digits++) {
            number = (number << 4) | hexDigit(at++);
        }
        if (digits < fewest) {
            throw invalid("an escape with " + digits + " instead of " + fewest + " hexadecimal digits");
        }
        return number;
    }

    private int hexDigit(int offset) {
        return offset < limit && text.charAt(offset) < 128 ? Character.digit(text.charAt(offset), 16) : -1;
    }

    private char next() {
        return text.charAt(at++);
    }

    private int point() {
        int point = text.codePointAt(at);
        at += Character.charCount(point);
        return point;
    }

    private void addPoint(int point) {
        if (point < 0x80 && point > 0) {
            add(point);
        } else if (point <= 0 || !Character.isValidCodePoint(point) || UnicodeEscapes.isHalf(point)) {
            throw invalid("a code point that no text can have");
        } else {
            for (byte octet : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                add(octet);
            }
        }
    }

    private void add(int octet) {
        if (octet == 0) {
            throw invalid("a NUL");
        }
        if (length == value.length) {
            value = Arrays.copyOf(value, length * 2);
        }
        value[length++] = (byte) octet;
    }

    private String decoded() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the token's escapes make bytes that are not UTF-8", e);
        }
    }

    private IllegalArgumentException invalid(String what) {
        return new IllegalArgumentException("the token has " + what + " before its character " + at);
    }
}
