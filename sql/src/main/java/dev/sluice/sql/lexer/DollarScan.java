package dev.sluice.sql.lexer;

import org.jspecify.annotations.Nullable;

/** Reads what a dollar begins: a parameter or a dollar-quoted string. */
final class DollarScan {

    private static final int MOST_DIGITS = 10;

    private int end;
    private TokenKind kind = TokenKind.PARAMETER;
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

    /** A dollar stands at {@code at}. */
    void scan(String text, int at, int limit) {
        int next = at + 1;
        problem = null;
        if (next < limit && Characters.isDigit(text.charAt(next))) {
            parameter(text, next, limit);
        } else {
            string(text, at, limit);
        }
    }

    private void parameter(String text, int digits, int limit) {
        kind = TokenKind.PARAMETER;
        end = digits;
        while (end < limit && Characters.isDigit(text.charAt(end))) {
            end++;
        }
        if (end < limit && Characters.beginsName(text.charAt(end))) {
            end = Characters.nameEnd(text, end, limit);
            problem = Problem.JUNK_AFTER_PARAMETER;
        } else if (isTooLarge(text, digits, end)) {
            problem = Problem.PARAMETER_TOO_LARGE;
        }
    }

    private static boolean isTooLarge(String text, int from, int to) {
        int first = from;
        while (first < to - 1 && text.charAt(first) == '0') {
            first++;
        }
        return to - first > MOST_DIGITS || Long.parseLong(text, first, to, 10) > Integer.MAX_VALUE;
    }

    private void string(String text, int at, int limit) {
        kind = TokenKind.DOLLAR_STRING;
        int tagEnd = at + 1;
        if (tagEnd < limit && Characters.beginsName(text.charAt(tagEnd))) {
            tagEnd = Characters.tagEnd(text, tagEnd, limit);
        }
        if (tagEnd == limit || text.charAt(tagEnd) != '$') {
            end = at + 1;
            problem = Problem.UNEXPECTED_CHARACTER;
            return;
        }
        int behind = QuoteScan.dollar(text, at, tagEnd + 1, limit);
        end = behind < 0 ? limit : behind;
        problem = behind < 0 ? Problem.UNTERMINATED_DOLLAR_STRING : null;
    }
}
