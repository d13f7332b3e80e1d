package dev.sluice.sql.lexer;

/** Finds the end of what stands between quotes. Each method gives the offset behind it, or -1 when the text ends first. */
final class QuoteScan {

    private QuoteScan() {}

    /** A string whose first quote stands before {@code at}; it goes on where a further part follows on another line. */
    static int string(String text, int at, int limit, boolean backslashes) {
        int next = at;
        while (next < limit) {
            char c = text.charAt(next++);
            if (c == '\\' && backslashes) {
                next++;
            } else if (c == '\'') {
                if (next < limit && text.charAt(next) == '\'') {
                    next++;
                } else {
                    int more = continuation(text, next, limit);
                    if (more < 0) {
                        return next;
                    }
                    next = more;
                }
            }
        }
        return -1;
    }

    /** Bits, in which a quote cannot be written. */
    static int bits(String text, int at, int limit) {
        int next = at;
        while (next < limit) {
            if (text.charAt(next++) == '\'') {
                int more = continuation(text, next, limit);
                if (more < 0) {
                    return next;
                }
                next = more;
            }
        }
        return -1;
    }

    static int name(String text, int at, int limit) {
        int next = at;
        while (next < limit) {
            if (text.charAt(next++) == '"') {
                if (next == limit || text.charAt(next) != '"') {
                    return next;
                }
                next++;
            }
        }
        return -1;
    }

    /** Text between two equal tags, of which the first one reaches from {@code start} to {@code at}. */
    static int dollar(String text, int start, int at, int limit) {
        int length = at - start;
        for (int next = at; next + length <= limit; next++) {
            if (text.charAt(next) == '$' && text.regionMatches(start, text, next, length)) {
                return next + length;
            }
        }
        return -1;
    }

    static int comment(String text, int at, int limit) {
        int depth = 1;
        int next = at;
        while (next + 1 < limit) {
            char c = text.charAt(next);
            if (c == '*' && text.charAt(next + 1) == '/') {
                next += 2;
                if (--depth == 0) {
                    return next;
                }
            } else if (c == '/' && text.charAt(next + 1) == '*') {
                next += 2;
                depth++;
            } else {
                next++;
            }
        }
        return -1;
    }

    /** psql's {@code 'name'}, {@code "name"} and {@code {?name}} behind its colon; -1 too when it is none of these. */
    static int variable(String text, int at, int limit) {
        boolean test = text.charAt(at) == '{';
        if (test && (at + 1 == limit || text.charAt(at + 1) != '?')) {
            return -1;
        }
        char close = test ? '}' : text.charAt(at);
        int name = test ? at + 2 : at + 1;
        int behind = Characters.tagEnd(text, name, limit);
        return behind > name && behind < limit && text.charAt(behind) == close ? behind + 1 : -1;
    }

    static int lineEnd(String text, int at, int limit) {
        int next = at;
        while (next < limit && !Characters.isLineEnd(text.charAt(next))) {
            next++;
        }
        return next;
    }

    /**
     * Where the next part of a string begins, behind its quote; -1 when there is none. Between the two quotes there must
     * be a line break, and may be more white space and line comments.
     */
    private static int continuation(String text, int at, int limit) {
        boolean lineBreak = false;
        int next = at;
        while (next < limit) {
            char c = text.charAt(next);
            if (c == '\'') {
                return lineBreak ? next + 1 : -1;
            }
            if (Characters.isSpace(c)) {
                lineBreak |= Characters.isLineEnd(c);
                next++;
            } else if (c == '-' && next + 1 < limit && text.charAt(next + 1) == '-') {
                next = lineEnd(text, next, limit);
            } else {
                return -1;
            }
        }
        return -1;
    }
}
