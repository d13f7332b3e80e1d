package dev.sluice.sql.classify;

import dev.sluice.sql.classify.Builtins.Entry;
import dev.sluice.sql.classify.Levels.Clause;
import dev.sluice.sql.classify.Levels.Opener;
import dev.sluice.sql.lexer.TokenKind;
import org.jspecify.annotations.Nullable;

/**
 * What an opening parenthesis belongs to. Behind a name it is that of a call, unless the grammar allows no call there:
 * behind a word of its own, behind {@code ::} and {@code AS} (a type or an alias with columns), in the list of WITH, and
 * where an item of FROM has just ended (an alias without AS).
 *
 * @param suspicion what speaks against the call, unless the parenthesis turns out to hold a query, which no call does
 */
record Parenthesis(Opener opener, @Nullable Reason suspicion) {

    private static final Parenthesis CALL = new Parenthesis(Opener.CALL, null);
    private static final Parenthesis TABLE = new Parenthesis(Opener.TABLE, null);
    private static final Parenthesis OTHER = new Parenthesis(Opener.OTHER, null);

    /** A parenthesis that no name stands before. */
    static Parenthesis behind(TokenKind before, Levels levels) {
        return before == TokenKind.COMMA && levels.clause() == Clause.FROM ? TABLE : OTHER;
    }

    /** A parenthesis behind a name; {@code closed} is what the parenthesis was of that was closed last. */
    static Parenthesis behind(QualifiedName name, Levels levels, Opener closed, SafeNames names, String sql) {
        if (name.kindBefore() == TokenKind.TYPECAST || name.wordBefore() == Word.AS || isInWith(name, levels)) {
            return OTHER;
        }
        Parenthesis known = name.isPlainWord() ? behindWord(name, levels, closed, sql) : null;
        if (known != null) {
            return known;
        }
        boolean alias = name.kindBefore() == TokenKind.CLOSE_PARENTHESIS
                && levels.clause() == Clause.FROM
                && closed != Opener.OTHER;
        if (alias || isSample(name)) {
            return OTHER;
        }
        String last = name.last();
        Reason against = last == null ? Reason.UNKNOWN_FUNCTION : names.againstCall(name.schema(), last);
        return against == null ? CALL : new Parenthesis(name.word() == Word.JOIN ? Opener.TABLE : Opener.CALL, against);
    }

    private static @Nullable Parenthesis behindWord(QualifiedName name, Levels levels, Opener closed, String sql) {
        Word word = name.word();
        if (word == Word.FROM || word == Word.LATERAL) {
            return TABLE;
        }
        if (word != null && isSyntax(word, name, levels, closed)) {
            return CALL;
        }
        Entry keyword = Builtins.INSTANCE.keyword(sql, name.start(), name.end());
        if (keyword == null) {
            return null;
        }
        return keyword == Entry.SPECIAL ? CALL : OTHER;
    }

    /** Words that may name a function elsewhere, but not behind what they stand behind here. */
    private static boolean isSyntax(Word word, QualifiedName name, Levels levels, Opener closed) {
        return switch (word) {
            case OVER, FILTER -> name.kindBefore() == TokenKind.CLOSE_PARENTHESIS && closed == Opener.CALL;
            case GROUP -> name.wordBefore() == Word.WITHIN;
            case SETS -> name.wordBefore() == Word.GROUPING;
            case ZONE -> name.wordBefore() == Word.TIME;
            case FIRST, NEXT -> name.wordBefore() == Word.FETCH;
            case CUBE, ROLLUP ->
                levels.clause() == Clause.GROUP_BY
                        && (name.kindBefore() == TokenKind.COMMA || name.wordBefore() == Word.BY);
            default -> false;
        };
    }

    /** A query of WITH, or the columns of one; any other parenthesis ends the list. */
    private static boolean isInWith(QualifiedName name, Levels levels) {
        if (!levels.inWith()) {
            return false;
        }
        boolean columns = name.wordBefore() == Word.WITH
                || name.wordBefore() == Word.RECURSIVE
                || name.kindBefore() == TokenKind.COMMA;
        boolean query = name.word() == Word.AS || name.word() == Word.MATERIALIZED;
        levels.inWith(columns || query);
        return columns || query;
    }

    private static boolean isSample(QualifiedName name) {
        String last = name.wordBefore() == Word.TABLESAMPLE && name.schema() == null ? name.last() : null;
        return last != null && (last.equals("bernoulli") || last.equals("system"));
    }
}
