package dev.sluice.routing.cache.statement;

import dev.sluice.sql.lexer.TokenKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Tells whether a word before a parenthesis may be that of a call. Most keywords of PostgreSQL are names of functions
 * too; these are told apart by what stands before them: nothing is called directly behind a value or a name. The words
 * are those of appendix C of its manual, versions 12 to 18. For one thread, and told of one token after the other.
 */
final class CallContext {

    /** Keywords that are "reserved" or "cannot be function or type". */
    private static final Set<String> NEVER_CALLED = words("""
        all and any array as between case check default distinct do else end except exists from group
        grouping having in intersect into lateral limit not null offset on only or order returning row
        select some table then to union using values when where window with bit char character dec
        decimal float interval nchar numeric time timestamp varchar
        """);

    /** Keywords before a parenthesis that are names of functions as well; PostgreSQL brings none of such a name. */
    private static final Set<String> CALLED_WHERE_A_VALUE_BEGINS = words("""
        by columns filter full ilike inner isnull join key materialized natural notnull of outer over overriding
        partition range rows set sets similar value varying within
        """);

    /** Words behind which a value, or a function that stands for a table, may begin. */
    private static final Set<String> BEFORE_VALUES = words("""
        all and any asymmetric between both by case content distinct document else escape except first
        for from groups having ilike in intersect is join lateral leading like limit next offset on only
        or passing placing range returning rows select set similar some symmetric then to trailing union
        using variadic when where zone
        """);

    /** Further words that are no table behind FROM or a comma, since a value follows them: {@code VERSION f(a)}. */
    private static final Set<String> ALSO_BEFORE_VALUES = Set.of("key", "not", "path", "ref", "version");

    /** Words whose parenthesis may be followed by a value, {@code DISTINCT ON (a) b}. */
    private static final Set<String> VALUE_BEHIND_PARENTHESIS = Set.of("on", "with", "operator");

    private static final Set<String> ENDS_GROUP_BY = words("""
        except fetch for having intersect limit offset order returning select union window
        """);

    private final Deque<String> openers = new ArrayDeque<>();
    private String behind = "";
    private String last = "";
    private boolean valueBegins = true;
    private boolean lastBeganValue;
    private int groupBy = -1;
    private int openJoins;
    private boolean merges;
    private boolean onDistinct;
    private boolean onConflict;
    private int openCases;
    private boolean tableBegins;
    private boolean aliasBegins;
    private boolean lastBeganAlias;

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    /**
     * The next token has been passed.
     *
     * @param word in lower case; empty for what is none, or is one part of a longer name
     */
    void pass(TokenKind kind, String word) {
        behind = last;
        last = word;
        lastBeganValue = valueBegins;
        switch (kind) {
            case OPEN_PARENTHESIS, OPEN_BRACKET -> {
                openers.push(behind.equals("on") && !onDistinct ? "" : behind);
                valueBegins = true;
            }
            case CLOSE_PARENTHESIS, CLOSE_BRACKET -> {
                valueBegins = !openers.isEmpty() && VALUE_BEHIND_PARENTHESIS.contains(openers.pop());
                if (openers.size() < groupBy) {
                    groupBy = -1;
                }
            }
            case OPERATOR, COMMA, COLON, SEMICOLON -> valueBegins = true;
            case WORD -> word(word);
            default -> valueBegins = false;
        }
        alias(kind, word);
    }

    /**
     * Follows where the alias of a table or of a function's rows may stand, {@code FROM a b(c)}. Nothing can be called
     * there: behind a name or a parenthesis that is a value, a call needs an operator, a comma or a keyword before it.
     */
    private void alias(TokenKind kind, String word) {
        lastBeganAlias = aliasBegins;
        boolean dotted = kind == TokenKind.DOT && aliasBegins;
        aliasBegins = switch (kind) {
            case CLOSE_PARENTHESIS -> !valueBegins;
            // Behind TABLESAMPLE stands a method, which is written in C.
            case WORD, QUOTED_NAME ->
                (tableBegins && !BEFORE_VALUES.contains(word) && !ALSO_BEFORE_VALUES.contains(word))
                        || word.equals("tablesample")
                        || (word.equals("ordinality") && behind.equals("with"));
            default -> false;
        };
        tableBegins = kind == TokenKind.COMMA
                || dotted
                || (tableBegins && word.equals("only"))
                || Set.of("from", "join").contains(word);
    }

    /** A table that is changed has been passed, with what belongs to it. */
    void passTable() {
        pass(TokenKind.QUOTED_NAME, "");
    }

    /** The last word; empty when the last token is none. */
    String last() {
        return last;
    }

    private void word(String word) {
        if (behind.equals("as")) {
            // A label may be any word.
            valueBegins = false;
            return;
        }
        if (word.equals("not")) {
            // As before it: a value may begin behind "WHERE NOT", but none behind "a NOT".
            return;
        }
        valueBegins = BEFORE_VALUES.contains(word);
        if (openers.size() <= groupBy && ENDS_GROUP_BY.contains(word)) {
            groupBy = -1;
        }
        switch (word) {
            case "by" -> groupBy = behind.equals("group") ? openers.size() : groupBy;
            case "case" -> openCases++;
            case "end" -> openCases = Math.max(0, openCases - 1);
            case "merge" -> merges = true;
            case "join" -> openJoins++;
            case "cross", "natural" -> openJoins--;
            case "using" -> openJoins = openJoins > 0 ? openJoins - 1 : openJoins;
            case "on" -> on();
            default -> {}
        }
    }

    private void on() {
        onDistinct = behind.equals("distinct");
        onConflict = openJoins <= 0 && !onDistinct && !merges;
        if (!onDistinct) {
            openJoins = Math.max(0, openJoins - 1);
        }
    }

    /** Whether the last word may be the name of a function when a parenthesis follows. */
    boolean mayBeCalled() {
        // A name that WITH gives to a query, a table's or column's alias: "WITH name (…) AS", "AS name (…)".
        if (lastBeganAlias
                || NEVER_CALLED.contains(last)
                || Set.of("as", "with", "recursive").contains(behind)) {
            return false;
        }
        return switch (last) {
            case "conflict" -> !(behind.equals("on") && onConflict);
            // Outside of CASE, only MERGE has a THEN.
            case "insert" -> !(behind.equals("then") && openCases == 0);
            case "cube", "rollup" -> openers.size() != groupBy;
            default -> lastBeganValue || !CALLED_WHERE_A_VALUE_BEGINS.contains(last);
        };
    }

    /** Whether the last word is a keyword that PostgreSQL brings no function for. */
    boolean isKeyword() {
        return CALLED_WHERE_A_VALUE_BEGINS.contains(last)
                || Set.of("conflict", "cube", "insert", "rollup", "update").contains(last);
    }
}
