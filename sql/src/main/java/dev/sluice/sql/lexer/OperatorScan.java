package dev.sluice.sql.lexer;

/**
 * Finds the end of an operator. Remembers where the signs begin that end a run of operator characters, since each of them
 * is an operator of its own, and a text of signs only would else be read once more for each of them.
 */
final class OperatorScan {

    /** NAMEDATALEN: from this length on the server refuses an operator. */
    private static final int TOO_LONG = 64;

    private int signs;
    private int signsEnd;

    /**
     * The offset behind the operator that begins at {@code at}. It is as long as it can be, but ends before a comment;
     * and it does not end with + or - unless it has a character that no operator of the SQL standard has, so that
     * {@code a=-1} compares with minus one.
     */
    int end(String text, int at, int limit, boolean placeholders) {
        if (at >= signs && at < signsEnd) {
            return at + 1;
        }
        int end = at;
        int behindLastOther = at;
        boolean beyondStandard = false;
        while (end < limit) {
            char c = text.charAt(end);
            if (!Characters.isOperator(c) || beginsComment(text, end, limit)) {
                break;
            }
            if (placeholders && c == '?') {
                if (end + 1 == limit || text.charAt(end + 1) != '?') {
                    break;
                }
                end++;
            }
            beyondStandard |= isBeyondStandard(c);
            end++;
            if (c != '+' && c != '-') {
                behindLastOther = end;
            }
        }
        if (beyondStandard || behindLastOther == end) {
            return end;
        }
        signs = Math.max(behindLastOther, at + 1);
        signsEnd = end;
        return signs;
    }

    static boolean isTooLong(int start, int end) {
        return end - start >= TOO_LONG;
    }

    static boolean beginsComment(String text, int at, int limit) {
        if (at + 1 >= limit) {
            return false;
        }
        char c = text.charAt(at);
        char next = text.charAt(at + 1);
        return (c == '-' && next == '-') || (c == '/' && next == '*');
    }

    private static boolean isBeyondStandard(char c) {
        return switch (c) {
            case '~', '!', '@', '#', '^', '&', '|', '`', '?', '%' -> true;
            default -> false;
        };
    }
}
