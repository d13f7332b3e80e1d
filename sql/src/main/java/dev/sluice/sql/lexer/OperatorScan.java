package dev.sluice.sql.lexer;

/** Finds the end of an operator. */
final class OperatorScan {

    /** NAMEDATALEN: from this length on the server refuses an operator. */
    private static final int TOO_LONG = 64;

    private OperatorScan() {}

    /**
     * The offset behind the operator that begins at {@code at}. It is as long as it can be, but ends before a comment;
     * and it does not end with + or - unless it has a character that no operator of the SQL standard has, so that
     * {@code a=-1} compares with minus one.
     */
    static int end(String text, int at, int limit, boolean placeholders) {
        int end = at;
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
        }
        return beyondStandard ? end : withoutSigns(text, at, end);
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

    private static int withoutSigns(String text, int at, int end) {
        int last = end;
        while (last - at > 1 && (text.charAt(last - 1) == '+' || text.charAt(last - 1) == '-')) {
            last--;
        }
        return last;
    }

    private static boolean isBeyondStandard(char c) {
        return switch (c) {
            case '~', '!', '@', '#', '^', '&', '|', '`', '?', '%' -> true;
            default -> false;
        };
    }
}
