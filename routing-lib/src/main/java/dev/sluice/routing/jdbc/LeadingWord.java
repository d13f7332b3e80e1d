package dev.sluice.routing.jdbc;

import java.util.Locale;
import java.util.Set;

/** Whether a statement leaves something in its session that a later one may rely on. */
final class LeadingWord {

    private static final Set<String> LEAVE_NOTHING =
            Set.of("select", "with", "values", "table", "show", "explain", "insert", "update", "delete", "merge");

    private LeadingWord() {}

    /**
     * Whether a text may change its session: it begins with another word than those that only ask or write data, or
     * calls {@code set_config}.
     */
    static boolean mayChangeSession(String sql) {
        return !LEAVE_NOTHING.contains(of(sql)) || sql.contains("set_config");
    }

    /** The first word in lower case, behind comments, parentheses and white space; empty when there is none. */
    static String of(String sql) {
        int start = begin(sql);
        int end = start;
        while (end < sql.length() && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        return sql.substring(start, end).toLowerCase(Locale.ROOT);
    }

    private static int begin(String sql) {
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c) || c == '(' || c == ';') {
                at++;
            } else if (sql.startsWith("--", at)) {
                int line = sql.indexOf('\n', at);
                at = line < 0 ? sql.length() : line + 1;
            } else if (sql.startsWith("/*", at)) {
                at = afterComment(sql, at);
            } else {
                break;
            }
        }
        return at;
    }

    // PostgreSQL's comments nest.
    private static int afterComment(String sql, int start) {
        int depth = 0;
        int at = start;
        while (at < sql.length()) {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            } else {
                at++;
            }
        }
        return at;
    }
}
