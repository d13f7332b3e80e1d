package dev.sluice.sql.lexer;

import org.jspecify.annotations.Nullable;

/**
 * Reads one number by the rules of PostgreSQL 16 and later. Servers before 15 read {@code 12abc} as a number and a name;
 * here it is a problem, as it is for the newer ones.
 */
final class NumberScan {

    private int end;
    private TokenKind kind = TokenKind.INTEGER;
    private @Nullable Problem problem;

    int end() {
        return end;
    }

    TokenKind kind() {
        return problem == null ? kind : TokenKind.INVALID;
    }

    @Nullable
    Problem problem() {
        return problem;
    }

    /** A digit stands at {@code at}, or a point with a digit behind it. */
    void scan(String text, int at, int limit) {
        problem = null;
        kind = TokenKind.INTEGER;
        int base = text.charAt(at) == '0' && at + 1 < limit ? base(text.charAt(at + 1)) : 10;
        if (base == 10) {
            decimal(text, at, limit);
        } else {
            prefixed(text, at + 2, limit, base);
        }
    }

    private void decimal(String text, int at, int limit) {
        int next = digits(text, at, limit, 10);
        if (next < limit && text.charAt(next) == '.' && !(next + 1 < limit && text.charAt(next + 1) == '.')) {
            kind = TokenKind.NUMERIC;
            next++;
            if (next < limit && Characters.isDigit(text.charAt(next))) {
                next = digits(text, next, limit, 10);
            }
        }
        if (next < limit && (text.charAt(next) == 'e' || text.charAt(next) == 'E')) {
            next = exponent(text, next, limit);
        }
        end = next;
        if (next < limit && (Characters.beginsName(text.charAt(next)) || isDollarOfName(text, at, next))) {
            junk(text, next, limit);
        }
    }

    /** As the longest match counts, a dollar makes a name of {@code _000} in {@code 1_000$} and of {@code e5} in {@code 1e5$}. */
    private static boolean isDollarOfName(String text, int start, int at) {
        if (text.charAt(at) != '$') {
            return false;
        }
        int first = at - 1;
        while (first > start && Characters.isDigit(text.charAt(first))) {
            first--;
        }
        return Characters.beginsName(text.charAt(first));
    }

    private int exponent(String text, int at, int limit) {
        int digits = at + 1;
        boolean signed = digits < limit && (text.charAt(digits) == '+' || text.charAt(digits) == '-');
        if (signed) {
            digits++;
        }
        if (digits < limit && Characters.isDigit(text.charAt(digits))) {
            kind = TokenKind.NUMERIC;
            return digits(text, digits, limit, 10);
        }
        if (signed) {
            problem = Problem.JUNK_AFTER_NUMBER;
            return digits;
        }
        return at;
    }

    private void prefixed(String text, int at, int limit, int base) {
        int next = digits(text, at, limit, base);
        end = next;
        if (next == at && next < limit && text.charAt(next) == '_') {
            end = ++next;
        }
        if (next < limit && Characters.continuesName(text.charAt(next))) {
            junk(text, next, limit);
        } else if (text.charAt(next - 1) == '_' || next == at) {
            problem = Problem.NUMBER_WITHOUT_DIGITS;
        }
    }

    private void junk(String text, int at, int limit) {
        end = Characters.nameEnd(text, at, limit);
        problem = Problem.JUNK_AFTER_NUMBER;
    }

    private static int base(char c) {
        return switch (c) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 10;
        };
    }

    /** One underscore may stand before each digit, but for the first one of a number without prefix. */
    private static int digits(String text, int at, int limit, int base) {
        int next = at;
        while (next < limit) {
            char c = text.charAt(next);
            if (c == '_' && next + 1 < limit && (next > at || base != 10)) {
                if (!isDigit(text.charAt(next + 1), base)) {
                    return next;
                }
                next += 2;
            } else if (isDigit(c, base)) {
                next++;
            } else {
                return next;
            }
        }
        return next;
    }

    private static boolean isDigit(char c, int base) {
        return c < 128 && Character.digit(c, base) >= 0;
    }
}
